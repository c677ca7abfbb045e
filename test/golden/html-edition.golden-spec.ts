import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Briefing } from '@wirebrief/briefing';
import { loadTemplates, renderEditionHtml } from '@wirebrief/rendering';
import { emptyBriefing, exampleBriefing } from '@wirebrief/testing';

const root = process.cwd();
const templates = loadTemplates(join(root, 'templates'));

/**
 * The expected file. After a wanted change run `UPDATE_GOLDEN=1 npx jest --selectProjects golden` and read the
 * difference.
 */
function golden(name: string, content: string): string {
  const file = join(root, 'test/golden/html', name);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, content);
  return readFileSync(file, 'utf8');
}

// The style sheet is the same in every edition, and how it looks is checked in a browser.
const withoutStyle = (html: string): string =>
  html.replace(/<style>.*?<\/style>/s, '<style></style>');

const BRIEFINGS: readonly (readonly [string, Briefing])[] = [
  ['example.html', exampleBriefing()],
  ['flash.html', { ...exampleBriefing(), kind: 'flash' }],
  ['empty.html', emptyBriefing()],
];

it.each(BRIEFINGS)('%s is what the templates make of its briefing', (name, briefing) => {
  const html = withoutStyle(renderEditionHtml(briefing, templates));
  expect(html).toBe(golden(name, html));
});

it('is the same to the byte in another process, time zone and locale', () => {
  const script = `
    const { loadTemplates, renderEditionHtml } = require('./libs/rendering/src/index.ts');
    const { exampleBriefing } = require('./libs/testing/src/briefing-fixture.ts');
    process.stdout.write(renderEditionHtml(exampleBriefing(), loadTemplates('templates')));`;
  const hook = join(root, 'libs/testing/src/typescript-hook.cjs');
  const html = execFileSync(process.execPath, ['--require', hook, '--eval', script], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      TZ: 'Pacific/Honolulu',
      LANG: 'fa_IR.UTF-8',
      LC_ALL: 'fa_IR.UTF-8',
    },
  });
  expect(html).toBe(renderEditionHtml(exampleBriefing(), templates));
});
