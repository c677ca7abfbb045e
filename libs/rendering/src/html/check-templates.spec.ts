import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { exampleBriefing } from '@wirebrief/testing';

import { checkDocuments } from '../check-documents';
import { checkPages } from '../check-pages';
import { checkTemplates } from './check-templates';
import { problemText } from './template-problem';

// Documents of every kind are made, beside whatever else the machine does.
jest.setTimeout(30_000);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wirebrief templates-'));
  cpSync(join(process.cwd(), 'templates'), folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string): string => join(folder, name);
const replace = (name: string, from: string, to: string): void => {
  writeFileSync(file(name), readFileSync(file(name), 'utf8').replace(from, to));
};
const linesOf = (name: string): number => readFileSync(file(name), 'utf8').split('\n').length;
const fonts = (): readonly string[] =>
  Array.from(readFileSync(file('briefing/theme.json'), 'utf8').matchAll(/"file": "(.*)"/g)).map(
    ([, name]) => name ?? '',
  );
/** What is found, with paths from the folder. */
const found = (): readonly string[] =>
  checkTemplates(folder).map((problem) => problemText(problem).replace(`${folder}/`, ''));

it('finds nothing in the templates that ship', () => {
  expect(found()).toEqual([]);
});

it('names file and line of everything at once', () => {
  const mistakes: readonly (readonly [file: string, mistake: string, text: string])[] = [
    ['briefing/edition.hbs', '{{{statement}}}', 'the template uses an unescaped expression'],
    ['briefing/flash.hbs', '{{&statement}}', 'the template uses an unescaped expression'],
    [
      'briefing/partials/toll.hbs',
      '{{shout toll}}',
      'the template uses the unknown helper "shout"',
    ],
    ['briefing/partials/strike.hbs', '{{> map}}', 'the template uses the unknown partial "map"'],
    ['briefing/partials/method.hbs', '{{t "no"}}', 'the template uses the text "no", which'],
    ['briefing/partials/sources.hbs', '<iframe></iframe>', 'unknown element <iframe>'],
    ['briefing/partials/source.hbs', '<p onclick="x">y</p>', 'unknown attribute onclick on <p>'],
    ['briefing/partials/address.hbs', '<a href="{{url}}">x</a>', 'href="{{url}}" is an address'],
    [
      'briefing/partials/options.hbs',
      '<a href="file:///x">x</a>',
      'href="file:///x" on <a> is not',
    ],
    ['briefing/partials/changes.hbs', '{{#if a}}', 'the template does not parse: it ends before'],
    ['briefing/partials/unknowns.hbs', '<div>', '<div> is not closed'],
    ['briefing/screen.css', 'a { color: var(--color-rust) }', 'the style sheet uses --color-rust'],
    ['site/error.hbs', '<marquee></marquee>', 'unknown element <marquee>'],
    ['site/site.css', '@import "x";', 'the style sheet holds'],
    ['site/edition-notice.css', 'a { color: var(--color-rust) }', 'the style sheet uses'],
  ];
  for (const [name, mistake] of mistakes) appendFileSync(file(name), mistake);
  replace('briefing/theme.json', '"color": "muted"', '"color": "mauve"');
  replace('site/strings.en.json', '"publisher": "Wirebrief"', '"publisher": 3');
  const all = found();
  for (const [name, , text] of mistakes) {
    const line = `${name}:${linesOf(name)}: ${text}`;
    expect(all).toContainEqual(expect.stringContaining(line));
  }
  expect(all).toContainEqual(
    expect.stringMatching(/theme\.json:\d+: styles\.\w+\.color: no colour/),
  );
  expect(all).toContainEqual(expect.stringMatching(/strings\.en\.json:2: "publisher" is neither/));
});

it('names each file that is missing', () => {
  for (const name of ['briefing/flash.hbs', 'site/site.css', 'site/strings.en.json'])
    rmSync(file(name));
  expect(found()).toEqual([
    'briefing/flash.hbs: cannot be read',
    'site/strings.en.json: cannot be read',
    'site/site.css: cannot be read',
  ]);
});

it('names a file that cannot be read, and nothing that names it', () => {
  rmSync(file('briefing/partials/toll.hbs'));
  symlinkSync('nowhere', file('briefing/partials/toll.hbs'));
  expect(found()).toEqual(['briefing/partials/toll.hbs: cannot be read']);
});

it('names the line of a file that is not UTF-8, and takes a byte order mark', () => {
  appendFileSync(file('briefing/flash.hbs'), Buffer.from('<p>caf\xe9</p>', 'latin1'));
  for (const name of ['briefing/theme.json', 'briefing/strings.en.json', 'briefing/edition.hbs'])
    writeFileSync(file(name), `\uFEFF${readFileSync(file(name), 'utf8')}`);
  expect(found()).toEqual([
    `briefing/flash.hbs:${linesOf('briefing/flash.hbs')}: the file is not UTF-8 text`,
  ]);
});

it('names the line where a file stops being JSON', () => {
  replace('briefing/theme.json', '"size": "A4"', '"size": A4');
  replace('briefing/strings.en.json', '"publisher": ', '// the paper\n"publisher": ');
  expect(found()).toEqual([
    expect.stringMatching(/^briefing\/theme\.json:3: no JSON: Unexpected token 'A'$/),
    expect.stringMatching(/^briefing\/strings\.en\.json:2: no JSON: Expected property name/),
  ]);
});

it('names the line of each font that cannot be read, asked for or not', () => {
  const [regular = '', italic = '', bold = ''] = fonts();
  const whole = readFileSync(require.resolve(regular));
  writeFileSync(file('briefing/own.ttf'), whole);
  writeFileSync(file('briefing/short.ttf'), whole.subarray(0, whole.length / 2));
  replace('briefing/theme.json', regular, './own.ttf');
  replace('briefing/theme.json', italic, './short.ttf');
  replace('briefing/theme.json', bold, './theme.json');
  replace('briefing/theme.json', fonts().at(-1) ?? '', '/nowhere/math.ttf');
  expect(found()).toEqual([
    expect.stringMatching(
      /theme\.json:27: fonts\.faces\.1\.file: the font .*short\.ttf cannot be read: the file is cut/,
    ),
    expect.stringMatching(/theme\.json:33: .* cannot be read: it is no TrueType or OpenType font$/),
    expect.stringMatching(/theme\.json:93: .*math\.ttf cannot be read: there is no such file$/),
  ]);
});

it('names texts that another language lacks, what nothing fills, and a file of no language', () => {
  const strings = readFileSync(file('briefing/strings.en.json'), 'utf8');
  writeFileSync(
    file('briefing/strings.de.json'),
    strings
      .replace('"added": ', '"new": ')
      .replace('Changes since Edition {number}', 'Neu seit Ausgabe {nummer}')
      .replace('"quotedRightToLeft": ', '"quotedTheOtherWay": '),
  );
  writeFileSync(file('briefing/strings.pt_BR.json'), '{}');
  const all = found();
  for (const text of [
    'briefing/strings.pt_BR.json: no briefing is in such a language',
    'the template uses the text "changes.kind.added", which strings.de.json lacks',
    'the template uses the text "changes.caption" without nummer=…, for which strings.de.json has {nummer}',
    'the template uses the text "quotedRightToLeft", which strings.de.json lacks',
  ])
    expect(all).toContainEqual(expect.stringContaining(text));
});

it('names texts of an edition that no template asks for', () => {
  replace('briefing/strings.en.json', '"oneShot": ', '"standalone": ');
  expect(found()).toEqual(['briefing/strings.en.json: there is no text "masthead.oneShot"']);
});

it('throws for a folder that holds no templates', () => {
  expect(() => checkTemplates(join(folder, 'none'))).toThrow(/none\/briefing: cannot be read/);
});

describe('pages', () => {
  const check = (): readonly string[] =>
    checkPages(folder).map((problem) => problemText(problem).replace(`${folder}/`, ''));

  it('are made of the templates that ship', () => {
    expect(check()).toEqual([]);
  });

  it.each(['index', 'story', 'superseded', 'recalled', 'error', 'edition-notice'])(
    'show a field that %s is not given, with file and line',
    (name) => {
      appendFileSync(file(`site/${name}.hbs`), '<p>{{colour}}</p>');
      expect(check()).toEqual([
        expect.stringContaining(`site/${name}.hbs:${linesOf(`site/${name}.hbs`)}: "colour"`),
      ]);
    },
  );

  it('show what fails in a block that is handed to a partial at its own place', () => {
    replace('site/error.hbs', '<p class="detail">', '{{colour}}<p class="detail">');
    expect(check()).toEqual(['site/error.hbs:3: "colour" not defined']);
    replace('site/error.hbs', '{{colour}}', '{{t "error" colour}}');
    expect(check()).toEqual([expect.stringMatching(/^site\/error\.hbs:3: There is no text/)]);
  });

  it('show a text that only one of their states needs', () => {
    replace('site/strings.en.json', '"withheld": ', '"held": ');
    expect(check()).toEqual([expect.stringMatching(/site\/story\.hbs:\d+: There is no text/)]);
  });
});

describe('documents', () => {
  const check = async (): Promise<readonly string[]> =>
    (await checkDocuments([exampleBriefing()], folder)).map((problem) =>
      problemText(problem).replace(`${folder}/`, ''),
    );

  it('are made of the templates that ship', async () => {
    expect(await check()).toEqual([]);
  });

  const STATEMENT = 'briefing/partials/statement.hbs';

  it.each([
    ['<p>\n{{edition.colour}}</p>', /:2: "colour" not defined/],
    ['<td>cell</td>', /:1: <td> must stand inside <tr>/],
    ['<p>a</p>\n\n<ul>text</ul>', /:3: text directly inside <ul>/],
    ['<p>a</p>\n{{> dated date=null}}<span><h2>b</h2></span>', /:2: <h2> inside text/],
    ['<table>\n<tr><td colspan="0">a</td></tr></table>', /:2: colspan="0" is not a number/],
    ['<p>\n<a href="#nowhere">a</a></p>', /:2: href="#nowhere" leads to nothing/],
    ['\n<p>{{cites statement}}</p>', /:2: {{cites}} cannot work with what it is given/],
    ['<p>\n\n{{t "sections" "none"}}</p>', /:3: There is no text "sections.none" in strings.en/],
    ['{{> statement}}', /: it includes itself without end/],
    ['<p id="main">a</p>', /edition\.hbs:3: id="main" is there twice|statement\.hbs:1: id="main"/],
    ['<p>a\n{{story}}</p>', /:2: an object is printed as if it were text/],
  ])('tell file and line of what %j does', async (template, problem) => {
    writeFileSync(file(STATEMENT), template);
    const [first] = await check();
    expect(first).toMatch(/^briefing\/(partials\/statement|edition)\.hbs:/);
    expect(first).toMatch(problem);
  });

  it('have a title, a language and a heading', async () => {
    writeFileSync(file('briefing/edition.hbs'), '<p>{{statement}}</p>');
    expect(await check()).toEqual([
      'the document does not begin with <!DOCTYPE html>',
      '<html> has no lang',
      'the document has no <title>',
      'the document has no <h1>',
    ]);
  });
});
