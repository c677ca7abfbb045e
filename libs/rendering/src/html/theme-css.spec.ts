import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { problemText } from './template-problem';
import { checkTheme, readStyleSheet, readTheme, styleProblems, themeCss } from './theme-css';

const shipped = readFileSync(join(process.cwd(), 'templates/briefing/theme.json'), 'utf8');

it('turns the tokens of the theme into custom properties', () => {
  const theme = readTheme(shipped, 'theme.json');
  const css = themeCss(theme);
  expect(css).toContain(`--color-ink:${theme.colors['ink'] ?? ''}`);
  expect(css).toContain(`--font-body:"${theme.fonts.body}"`);
});

it('gives the scale of the theme to the style sheet', () => {
  const large = readTheme(shipped.replace('"scale": 1', '"scale": 1.6'), 'theme.json');
  expect(themeCss(large)).toContain('--scale:1.6;');
});

it('keeps a family name inside its declaration', () => {
  const theme = readTheme(shipped, 'theme.json');
  const css = themeCss({ ...theme, fonts: { ...theme.fonts, mono: 'A"; } body { x: "' } });
  expect(css).toContain('--font-mono:"A  body  x "');
});

it('names the file and the line of what is wrong with a theme', () => {
  const spoiled = shipped.replace('"color": "muted"', '"color": "mauve"');
  const line = spoiled.split('\n').findIndex((text) => text.includes('mauve')) + 1;
  const at = (content: string) => () => readTheme(content, '/t/theme.json');
  expect(at(spoiled)).toThrow(`/t/theme.json:${line}: styles.dt.color: no colour is named mauve`);
  expect(at('{\n"page": 3,\n}')).toThrow(/^\/t\/theme\.json:3: no JSON/);
  expect(at('{\n"page": 3}')).toThrow(/^\/t\/theme\.json:2: page: /);
});

it('names each thing that is wrong with a theme', () => {
  const spoiled = shipped
    .replace('"color": "muted"', '"color": "mauve"')
    .replace(/"leading": [\d.]+/, '"leading": 9')
    .replace('"keepNext": true', '"keepnext": true');
  const { problems } = checkTheme(spoiled, 'theme.json');
  expect(problems.map(problemText)).toEqual([
    expect.stringMatching(/^theme\.json:\d+: text\.leading: /),
    expect.stringMatching(/^theme\.json:\d+: styles\.h1\.keepnext: there is no such entry/),
  ]);
});

it.each(['a {}\n@import "x";', 'a {}\nb { background: url(x) }', 'a {}\n</style>'])(
  'refuses a style sheet that would load something or end its element: %j',
  (css) => {
    expect(() => readStyleSheet(css, 'screen.css')).toThrow(/^screen\.css:2: /);
  },
);

it('leaves the comments of a style sheet out of the page', () => {
  expect(readStyleSheet('/* why */\na {}\n/* two\nlines */ b {}', 'screen.css')).toBe(
    'a {}\n b {}',
  );
});

it('names the line of each colour that the theme does not give', () => {
  const theme = readTheme(shipped, 'theme.json');
  const css =
    ':root { --own: 1 }\n/* var(--color-no) \n */ a { color: var(--color-ink); top: var(--own) }\nb { color: var(--color-rust) }';
  expect([...styleProblems(css, 'screen.css', theme)].map(problemText)).toEqual([
    'screen.css:4: the style sheet uses --color-rust, which theme.json does not give',
  ]);
});
