import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readStyleSheet, readTheme, themeCss } from './theme-css';

const shipped = readFileSync(join(process.cwd(), 'templates/briefing/theme.json'), 'utf8');

it('turns the tokens of the theme into custom properties', () => {
  const theme = readTheme(shipped, 'theme.json');
  const css = themeCss(theme);
  expect(css).toContain(`--color-ink:${theme.colors['ink'] ?? ''}`);
  expect(css).toContain(`--font-body:"${theme.fonts.body}"`);
});

it('keeps a family name inside its declaration', () => {
  const theme = readTheme(shipped, 'theme.json');
  const css = themeCss({ ...theme, fonts: { ...theme.fonts, mono: 'A"; } body { x: "' } });
  expect(css).toContain('--font-mono:"A  body  x "');
});

it('names the theme file that is wrong', () => {
  expect(() => readTheme('{', '/t/theme.json')).toThrow(/^\/t\/theme\.json: /);
  expect(() => readTheme('{"page": 3}', '/t/theme.json')).toThrow(/^\/t\/theme\.json: The theme/);
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
