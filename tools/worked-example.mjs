#!/usr/bin/env node
// Writes docs/worked-example.md: the sample story taken in, and told day by day as it was published.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run, runTool, SetupError } from './lib/project.mjs';

const SAMPLE = join(ROOT, 'apps/wirebrief/sample');
const PAGE = join(ROOT, 'docs/worked-example.md');

const HEAD = `# A worked example

The sample story of \`npm start\`, told day by day as it was published: what was reported killed, what the striking party had accepted, which evidence rule was met, and the lines that its bodies took. The texts are described in [its README](../apps/wirebrief/sample/README.md). Written by \`npm run example\`; the table is the output of

\`\`\`sh
wirebrief stories timeline kabul-strike
\`\`\`

`;

const TAIL = `
How to read it:

- A row is the story as of the end of that day (UTC), by the times that the outlets give, whatever the order of arrival. Copies, late versions and corrections fall into their places: 12 stands on 31 August, as was printed then, and is gone with the correction of 1 September.
- An article that its outlet has killed since is in no row: the 20 of 30 August.
- A range runs over what is current that day and is never a sum. “People (status not stated)” stand apart from civilians. What the striking party accepts stands in a column of its own.
- *Fair* becomes *confirmed* on the day on which the striking party accepts the harm, and not before.
- Ask for any other moment with \`wirebrief stories show kabul-strike --as-of 2021-09-02T09:00:00Z --by published\`, and for the reasons of a difference with \`wirebrief stories changes\`.
`;

await runTool(async () => {
  const data = mkdtempSync(join(tmpdir(), 'wirebrief-example-'));
  try {
    const wirebrief = async (...args) => {
      const tool = join(ROOT, 'tools/wirebrief.mjs');
      const { code, output } = await run(process.execPath, [tool, ...args, '--data', data]);
      if (code !== 0) throw new SetupError(output.trim(), 'Correct what it says and run it again.');
      return output;
    };
    const updates = readdirSync(join(SAMPLE, 'updates')).sort();
    await wirebrief('stories', 'open', join(SAMPLE, 'story.json'));
    const files = updates.map((name) => join(SAMPLE, 'updates', name));
    await wirebrief('ingest', ...files, '--story', 'kabul-strike');
    const table = (await wirebrief('stories', 'timeline', 'kabul-strike'))
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .join('\n');
    writeFileSync(PAGE, `${HEAD}${table}\n${TAIL}`);
  } finally {
    rmSync(data, { recursive: true });
  }
});
