import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Briefing } from '@wirebrief/briefing';
import { type ArticleUpdate } from '@wirebrief/newsroom';

import { ask, json, post } from './support/http';
import { openPdf } from './support/pdf';
import {
  endPrograms,
  launchServer,
  removeFolder,
  type RunningProgram,
  sampleUpdates,
  startProgram,
  temporaryFolder,
  wirebrief,
} from './support/program';

jest.setTimeout(120_000);

interface EditionView {
  readonly number: number;
  readonly files: Readonly<Record<'html' | 'pdf' | 'json', { hash: string; bytes: number }>>;
}

const EDITIONS = [1, 2, 3, 4, 5, 6, 7, 8];
// The second was issued before its outlet killed an article that it quotes.
const RECALLED = 2;
const STANDING = EDITIONS.filter((number) => number !== RECALLED);
const FORMS = ['html', 'pdf', 'json'] as const;
const folder = temporaryFolder();
let program: RunningProgram;

const story = () => `${program.url}/stories/kabul-strike`;
const editionList = async () => json(await ask(`${story()}/editions`)) as EditionView[];
const latest = async () => json(await ask(`${story()}/editions/latest.json`)) as Briefing;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  program = await startProgram(folder);
});

afterAll(() => {
  endPrograms();
  removeFolder(folder);
});

describe('a start on an empty folder', () => {
  it('prints the address and what is there', () => {
    expect(program.welcome).toContain(`${program.url}/stories/kabul-strike/editions/latest.pdf`);
    expect(program.welcome).toContain(folder);
  });

  it('has issued the editions of the sample story', async () => {
    expect((await editionList()).map(({ number }) => number)).toEqual(EDITIONS);
  });

  it('lists the story on a page whose links all lead somewhere', async () => {
    const page = await ask(`${program.url}/`, { headers: { accept: 'text/html' } });
    const paths = [...page.text.matchAll(/href="(\/[^"]*)"/g)].map(([, path = '']) => path);
    expect(paths).toContain('/stories/kabul-strike');
    for (const path of new Set(paths))
      expect(await ask(`${program.url}${path}`, { method: 'HEAD' })).toMatchObject({ status: 200 });
  });

  it('serves each edition in each form with the bytes that the log names', async () => {
    for (const { number, files } of await editionList()) {
      if (number === RECALLED) continue;
      for (const form of FORMS) {
        const { hash, bytes: length } = files[form];
        const issued = await ask(`${program.url}/files/${hash}.${form}`);
        expect([issued.bytes.length, sha256(issued.bytes)]).toEqual([length, hash]);
        const { bytes } = await ask(`${story()}/editions/${number}.${form}`);
        // The page of an edition that another has superseded begins with a notice that says so.
        const isNoticed = form === 'html' && number !== EDITIONS.at(-1);
        expect(sha256(bytes) === hash).toBe(!isNoticed);
      }
    }
  });

  it('withdraws the edition that quotes a killed article', async () => {
    const answer = await ask(`${story()}/editions/${RECALLED}.pdf`);
    expect(json(answer)).toMatchObject({ status: 410, code: 'WB_EDITION_RECALLED' });
  });

  it('serves the newest edition as the latest', async () => {
    for (const form of FORMS) {
      const newest = await ask(`${story()}/editions/${EDITIONS.length}.${form}`);
      const { bytes } = await ask(`${story()}/editions/latest.${form}`);
      expect(bytes.equals(newest.bytes)).toBe(true);
    }
  });
});

describe('the PDF of a sample edition', () => {
  it.each(STANDING)('of number %d opens, has text, and carries its data', async (number) => {
    const pdf = openPdf((await ask(`${story()}/editions/${number}.pdf`)).bytes);
    const data = await ask(`${story()}/editions/${number}.json`);
    expect(pdf.info['Title']).toContain(`Edition ${number}`);
    expect(Number(pdf.info['Pages'])).toBeGreaterThan(1);
    expect(pdf.text).toContain('Kabul');
    expect(pdf.attachments['edition.json']?.equals(data.bytes)).toBe(true);
  });
});

it('docs/worked-example.md tells the sample story as the program does (npm run example)', async () => {
  const { out } = await wirebrief(['stories', 'timeline', 'kabul-strike', '--data', folder]);
  const page = readFileSync(join(__dirname, '../../docs/worked-example.md'), 'utf8');
  expect(page).toContain(out.trim());
});

describe('a figure of the sample story', () => {
  it('leads back to its quotes, over HTTP and on the command line', async () => {
    const args = ['why', 'kabul-strike/latest', 'civilians-killed', '--data', folder];
    const why = await wirebrief(args);
    const told = await wirebrief([...args, '--json']);
    const path = `${story()}/editions/${EDITIONS.length}/figures`;
    expect(JSON.parse(told.out)).toEqual(json(await ask(`${path}/civilians-killed`)));
    expect(why.out).toMatch(/^Civilians killed: /);
    expect(why.out).toMatch(/read by wirebrief-rules \d/);
    expect(why.out).toContain('found there again');
    expect(why.out).not.toContain('NOT');
    expect(json(await ask(path))).toContainEqual(
      expect.objectContaining({ ref: 'children-killed' }),
    );
    expect((await ask(`${path}/soldiers`)).status).toBe(404);
  });

  it('stands in a log that a person can read', async () => {
    const { out } = await wirebrief(['events', '--story', 'kabul-strike', '--data', folder]);
    expect(out).toMatch(/^ +\d+ {2}\S+ {2}Story opened: Kabul drone strike/m);
    expect(out).toMatch(/Meridian Broadcasting \(sample\) withdrew its article for good/);
    expect(out).not.toContain('killed 20');
    const lines = await wirebrief([
      'events',
      '--story',
      'kabul-strike',
      '--json',
      '--data',
      folder,
    ]);
    expect(lines.out.trim().split('\n').length).toBe(out.trimEnd().split('\n').length);
  });
});

describe('the sample story as of a moment', () => {
  const NINE_ON_2_SEPTEMBER = '2021-09-02T09:00:00Z';

  it('is what was published then, over HTTP and on the command line', async () => {
    const query = `asOf=${NINE_ON_2_SEPTEMBER}&by=published`;
    const state = json(await ask(`${story()}/state?${query}`)) as Pick<Briefing, 'toll'>;
    const args = ['--as-of', NINE_ON_2_SEPTEMBER, '--by', 'published', '--json'];
    const shown = await wirebrief(['stories', 'show', 'kabul-strike', ...args, '--data', folder]);
    expect(JSON.parse(shown.out)).toEqual(state);
    expect(state.toll.conceded).toEqual([]);
    expect(((await latest()).toll.conceded[0] ?? {}).value).toBe('up to 10');
    const pdf = openPdf((await ask(`${story()}/draft.pdf?${query}`)).bytes);
    expect(pdf.text).toContain('2 Sep');
  });

  it('tells what changed, and NO CHANGE', async () => {
    const range = ['--from', '12', '--to', '40', '--data', folder];
    const changes = await wirebrief(['stories', 'changes', 'kabul-strike', ...range]);
    const same = ['--from', '40', '--to', '40', '--data', folder];
    const none = await wirebrief(['stories', 'changes', 'kabul-strike', ...same]);
    expect(changes.out).toMatch(/^revised .*: 9 → 10$/m);
    expect(none.out).toMatch(/NO CHANGE/);
    expect((await ask(`${story()}/changes?from=40&to=12`)).status).toBe(422);
  });

  it('leads to no word of what was killed since', async () => {
    const name = '06-meridian-twenty-dead.json';
    const killed = JSON.parse(readFileSync(join(sampleUpdates, name), 'utf8')) as ArticleUpdate;
    const sentences = killed.text.split(/(?<=\.)\s/).slice(0, 2);
    for (let position = 8; position < 24; position += 3) {
      const draft = await ask(`${story()}/draft.json?asOf=${position}`);
      const changes = await ask(`${story()}/changes?from=${position}`);
      for (const words of [killed.headline ?? '', ...sentences])
        expect([draft.text, changes.text].some((text) => text.includes(words))).toBe(false);
    }
  });
});

// 13, 110, 160, 169 and 170 died at the airport gate; 20 stood in the killed article.
const FOREIGN_FIGURES = [13, 20, 110, 160, 169, 170];

describe('the toll of the sample story', () => {
  it('never takes in a figure of the airport bombing or of the killed article', async () => {
    for (const number of STANDING) {
      const { toll } = json(await ask(`${story()}/editions/${number}.json`)) as Briefing;
      const bounds = [...toll.ranges, ...toll.conceded].flatMap(({ min, max }) => [min, max]);
      expect(bounds.length).toBeGreaterThan(0);
      expect(bounds.filter((bound) => FOREIGN_FIGURES.includes(bound ?? 0))).toEqual([]);
      const cells = toll.rows.flatMap(({ killed, injured, children }) => [
        ...killed,
        ...injured,
        ...children,
      ]);
      const printed = [...toll.ranges, ...toll.conceded, ...cells].map(({ value }) => value);
      expect(
        printed.filter((value) =>
          FOREIGN_FIGURES.some((one) => new RegExp(`\\b${one}\\b`).test(value)),
        ),
      ).toEqual([]);
    }
  });

  it('names the airport bombing with its own figures apart', async () => {
    const { otherIncidents } = await latest();
    const values = otherIncidents.flatMap(({ figures }) => figures.map(({ value }) => value));
    expect(values.join(' ')).toMatch(/\b13\b/);
    expect(values.join(' ')).toMatch(/\b170\b/);
  });

  it('says ten civilians, as the families and the striking party do in the end', async () => {
    const { toll } = await latest();
    const killed = [...toll.ranges, ...toll.conceded].filter(({ effect }) => effect === 'killed');
    expect(killed.some(({ max }) => max === 10)).toBe(true);
  });
});

describe('what readers must not see', () => {
  let texts: readonly string[];

  /** Every page, and every form of the newest edition. */
  beforeAll(async () => {
    const forms = FORMS.map((form) => `${story()}/editions/latest.${form}`);
    const urls = [`${program.url}/`, story(), `${story()}/editions`, ...forms];
    texts = await Promise.all(urls.map(textAt));
  });

  it.each(['director of a city hospital', 'Hospital chief', 'blood and dressings', '20 bodies'])(
    'is not shown: "%s" of the killed article',
    (words) => {
      expect(texts.filter((text) => text.includes(words))).toEqual([]);
    },
  );

  it.each(['DESK ONLY', 'EDS:'])('is not shown: notes for desks, marked %s', (words) => {
    expect(texts.filter((text) => text.includes(words))).toEqual([]);
  });

  it('stays in the log for audit', async () => {
    const { out } = await wirebrief(['events', '--data', folder, '--type', 'ArticleReceived']);
    expect(out).toContain('director of a city hospital');
    expect(out).toContain('DESK ONLY');
  });
});

async function textAt(url: string): Promise<string> {
  const { headers, bytes, text } = await ask(url, { headers: { accept: 'text/html' } });
  const isPdf = headers['content-type'] === 'application/pdf';
  return isPdf ? openPdf(bytes).text : text.replace(/\s+/g, ' ');
}

describe('a restart on the same folder', () => {
  it('has the same editions with the same bytes, and no second sample', async () => {
    const before = await editionList();
    const stories = await ask(`${program.url}/stories`);
    const { code } = await program.end('SIGTERM');
    program = await startProgram(folder);
    expect(code).toBe(0);
    expect(await editionList()).toEqual(before);
    expect((await ask(`${program.url}/stories`)).text).toBe(stories.text);
  });

  it('knows every update of the sample already', async () => {
    const files = readdirSync(sampleUpdates).sort();
    const answers: number[] = [];
    for (const name of files) {
      const update: unknown = JSON.parse(readFileSync(join(sampleUpdates, name), 'utf8'));
      const answer = await post(`${program.url}/articles`, update);
      answers.push(answer.status);
    }
    expect(answers).toEqual(files.map(() => 200));
  });

  it('rebuilds to the same projections', async () => {
    await program.end('SIGINT');
    const { code, out } = await wirebrief(['replay', '--data', folder]);
    expect(code).toBe(0);
    expect(out).toContain('equal what stood before');
  });
});

describe('a start that is killed while the sample story opens', () => {
  it('is gone on with by the next start, nothing twice', async () => {
    const interrupted = temporaryFolder();
    const { child, end } = launchServer(interrupted);
    while (!existsSync(join(interrupted, 'blobs')) || !hasFile(join(interrupted, 'blobs')))
      await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill('SIGKILL');
    await end;
    const next = await startProgram(interrupted);
    const editions = json(await ask(`${next.url}/stories/kabul-strike/editions`)) as EditionView[];
    await next.end('SIGTERM');
    const received = await wirebrief([
      'events',
      '--data',
      interrupted,
      '--type',
      'ArticleReceived',
    ]);
    const complete = await wirebrief(['events', '--data', folder, '--type', 'ArticleReceived']);
    removeFolder(interrupted);
    expect(editions.map(({ number }) => number)).toEqual(EDITIONS);
    expect(received.out.split('\n').length).toBe(complete.out.split('\n').length);
  });
});

function hasFile(path: string): boolean {
  return readdirSync(path, { recursive: true, withFileTypes: true }).some((entry) =>
    entry.isFile(),
  );
}
