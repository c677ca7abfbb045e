import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { exampleBriefing } from '@wirebrief/testing';

import { HINTS } from '../blocks/vocabulary';
import { HELPERS } from './helpers';
import { renderEditionHtml } from './render-html';
import { loadTemplates } from './templates';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wirebrief-templates-'));
  cpSync(join(process.cwd(), 'templates'), folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string): string => join(folder, name);
const renderFromFolder = (): string => renderEditionHtml(exampleBriefing(), loadTemplates(folder));

it('follows the words and the colours of a copied folder', () => {
  writeFileSync(
    file('briefing/partials/statement.hbs'),
    '<p class="mine">{{t "publisher"}} here</p>\n',
  );
  expect(renderFromFolder()).toContain('<p class="mine">Wirebrief here</p>');
});

it('prints a briefing in the language whose strings the folder has', () => {
  cpSync(file('briefing/strings.en.json'), file('briefing/strings.de.json'));
  writeFileSync(file('briefing/partials/statement.hbs'), '{{t "sections.toll"}}');
  const german = loadTemplates(folder).briefing.strings.get('de');
  expect(german?.texts.get('sections.toll')).toBe('The civilian toll');
  const html = renderEditionHtml(
    { ...exampleBriefing(), language: 'de-AT' },
    loadTemplates(folder),
  );
  expect(html).toContain('<html lang="de-AT" dir="ltr">');
});

it('refuses strings of a language that lack a text which a template prints', () => {
  writeFileSync(file('briefing/strings.de.json'), '{"publisher": "Wirebrief"}');
  expect(() => loadTemplates(folder)).toThrow(/hbs:\d+: .* which strings\.de\.json lacks/);
});

it.each([
  [
    'an unknown helper',
    'briefing/partials/toll.hbs',
    '\n{{shout toll}}',
    /toll\.hbs:\d+: .*"shout"/,
  ],
  ['an unescaped expression', 'site/index.hbs', '\n{{{position}}}', /index\.hbs:\d+: .*unescaped/],
  ['a block that is not closed', 'briefing/flash.hbs', '\n{{#if kind}}', /flash\.hbs:\d+: /],
])('names file and line of %s', (_, name, addition, message) => {
  appendFileSync(file(name), addition);
  expect(() => loadTemplates(folder)).toThrow(message);
});

it('names file and line of a field that does not exist', () => {
  writeFileSync(file('briefing/partials/statement.hbs'), '<p>\n{{edition.colour}}\n</p>');
  expect(renderFromFolder).toThrow(/statement\.hbs:2: "colour" not defined/);
});

it('names the id of a link that leads nowhere', () => {
  writeFileSync(file('briefing/partials/statement.hbs'), '<p><a href="#nowhere">x</a></p>');
  expect(renderFromFolder).toThrow(/#nowhere/);
});

it.each(['briefing/theme.json', 'briefing/strings.en.json', 'site/site.css', 'briefing/partials'])(
  'names %s when it is missing',
  (name) => {
    rmSync(file(name), { recursive: true });
    expect(() => loadTemplates(folder)).toThrow(new RegExp(`${name}: cannot be read`));
  },
);

it('names the page that is missing', () => {
  rmSync(file('briefing/edition.hbs'));
  expect(renderFromFolder).toThrow(/no page edition\.hbs/);
});

describe('docs/templates.md', () => {
  const page = readFileSync(join(process.cwd(), 'docs/templates.md'), 'utf8');

  it.each(Object.keys(HELPERS))('describes the helper %s', (name) => {
    expect(page).toMatch(new RegExp(`\`[^\`]*[{(#]${name}[ })][^\`]*\``));
  });

  it.each(Object.keys(HINTS))('describes the hint %s', (name) => {
    expect(page).toContain(`\`${name}=`);
  });
});

it('explains every class that a template of an edition uses', () => {
  const head = /\/\*(.*?)\*\//s.exec(readFileSync(file('briefing/screen.css'), 'utf8'))?.[1] ?? '';
  const html = renderFromFolder();
  const classes = new Set(
    Array.from(html.matchAll(/ class="([^"]+)"/g)).flatMap(([, names = '']) => names.split(' ')),
  );
  // Said with the class that they vary: edition or flash on the body, change-new, grade-fair, stance-open.
  const variants = /^(edition|flash|skip|change-.*|grade-.*|stance-.*)$/;
  const unexplained = [...classes].filter(
    (name) => !variants.test(name) && !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(head),
  );
  expect(unexplained).toEqual([]);
});
