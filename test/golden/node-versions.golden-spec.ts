import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');

const HASHES = `
  const { loadTemplates, renderForms } = require('./libs/rendering/src/index.ts');
  const { emptyBriefing, exampleBriefing } = require('./libs/testing/src/briefing-fixture.ts');
  const { sha256 } = require('./libs/kernel/src/hash.ts');
  const templates = loadTemplates('templates');
  (async () => {
    const kinds = [exampleBriefing(), { ...exampleBriefing(), kind: 'flash' }, emptyBriefing()];
    const made = [];
    for (const briefing of kinds) {
      const { html, pdf, json } = await renderForms(briefing, templates);
      made.push([sha256(html), sha256(pdf), sha256(json)].join(' '));
    }
    process.stdout.write(made.join('\\n'));
  })();`;

const hook = ['--require', join(root, 'libs/testing/src/typescript-hook.cjs'), '--eval', HASHES];

/** The hashes that a process of its own makes, in another time zone and language. */
function hashes(command: string, args: readonly string[]): string {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, TZ: 'Asia/Kathmandu', LANG: 'fa_IR.UTF-8', LC_ALL: 'fa_IR.UTF-8' };
  return execFileSync(command, [...args, ...hook], { cwd: root, encoding: 'utf8', env });
}

/** Why there is no such Node here, or null. */
function lacks(version: number): string | null {
  try {
    const found = execFileSync('npx', ['-y', '-p', `node@${version}`, 'node', '--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    });
    return found.startsWith(`v${version}.`) ? null : `npx gives ${found.trim()}`;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

it.each([20, 22, 24])(
  'Node %i makes the same bytes',
  (version) => {
    const reason = lacks(version);
    if (reason !== null) {
      // Without a registry there is no other Node: said here, since a test that checks nothing must not look like one.
      process.stderr.write(`SKIPPED: Node ${version} cannot be had here (${reason}).\n`);
      return;
    }
    const others = hashes('npx', ['-y', '-p', `node@${version}`, 'node']);
    expect(others.split('\n')).toHaveLength(3);
    expect(others).toBe(hashes(process.execPath, []));
  },
  300_000,
);
