import { dirname, resolve } from 'node:path';

import { messageOf } from '@wirebrief/kernel';

import { readFontFile } from '../fonts/font-file';
import { readThemeJson, type Theme, type ThemeFault } from '../pdf/theme';
import { jsonFault, jsonLines, lineOfEntry } from './json-lines';
import { TemplateError, type TemplateProblem } from './template-problem';

/**
 * The theme's tokens as CSS custom properties: the colour `ink` as `--color-ink`, the font families as `--font-body`,
 * `--font-heading` and `--font-mono`, the scale as `--scale`.
 */
export function themeCss({ colors, fonts, scale }: Theme): string {
  const properties = [
    ...Object.entries(colors).map(([name, color]) => `--color-${name}:${color}`),
    `--scale:${scale}`,
    `--font-body:${family(fonts.body)}`,
    `--font-heading:${family(fonts.heading)}`,
    `--font-mono:${family(fonts.mono ?? fonts.body)}`,
  ];
  return `:root{${properties.join(';')}}`;
}

/**
 * The content of a style sheet without its comments. Throws WB_TEMPLATE_STYLE for one that would load something or end
 * its own element.
 */
export function readStyleSheet(css: string, file: string): string {
  for (const problem of loadingProblems(css, file)) throw new TemplateError(problem);
  return css.replace(COMMENTS, '');
}

const COMMENTS = /\/\*.*?\*\/\n*/gs;
const STYLE_REMEDY = 'A page is one file that loads nothing: write the rules in place.';

function* loadingProblems(css: string, file: string): Generator<TemplateProblem> {
  for (const [index, text] of css.split('\n').entries()) {
    if (!/<\/|@import|url\(/i.test(text)) continue;
    yield {
      code: 'WB_TEMPLATE_STYLE',
      file,
      line: index + 1,
      text: 'the style sheet holds "</", "@import" or "url("',
      remedy: STYLE_REMEDY,
    };
  }
}

/** As `readStyleSheet`, and each custom property that neither the theme nor the style sheet declares. */
export function* styleProblems(
  css: string,
  file: string,
  theme: Theme | undefined,
): Generator<TemplateProblem> {
  yield* loadingProblems(css, file);
  if (theme === undefined) return;
  const declared = new Set(
    [...themeCss(theme).matchAll(DECLARED), ...css.matchAll(DECLARED)].map(([, name]) => name),
  );
  const ownText = css.replace(COMMENTS, (comment) => comment.replace(/[^\n]/g, ''));
  for (const [index, text] of ownText.split('\n').entries()) {
    for (const [, name = '', next] of text.matchAll(/var\(\s*(--[\w-]+)\s*([,)])/g)) {
      if (declared.has(name) || next === ',') continue;
      yield {
        code: 'WB_TEMPLATE_STYLE',
        file,
        line: index + 1,
        text: `the style sheet uses ${name}, which theme.json does not give`,
        remedy: 'Name a colour of the theme as --color-<name>, or add it there.',
      };
    }
  }
}

const DECLARED = /(--[\w-]+)\s*:/g;

/** Reads the content of a theme file; throws WB_THEME_INVALID that names it. */
export function readTheme(content: string, file: string): Theme {
  const { theme, problems } = checkTheme(content, file);
  const [first] = problems;
  if (first !== undefined || theme === undefined)
    throw new TemplateError(first ?? themeProblem(file, 1, 'it is empty'));
  return theme;
}

/** The theme, where the file has the shape of one, and everything that is wrong with it. */
export function checkTheme(
  content: string,
  file: string,
): { readonly theme?: Theme; readonly problems: readonly TemplateProblem[] } {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    const { line, text } = jsonFault(content, error);
    return { problems: [themeProblem(file, line, text)] };
  }
  const { faults, theme } = readThemeJson(json);
  const problems = themeProblems(content, file, faults);
  return theme === undefined ? { problems } : { theme: withFontsOf(theme, file), problems };
}

/** A copy of the templates can hold fonts of its own. */
function withFontsOf(theme: Theme, themeFile: string): Theme {
  const faces = theme.fonts.faces.map((face) =>
    /^\.\.?\//.test(face.file) ? { ...face, file: resolve(dirname(themeFile), face.file) } : face,
  );
  return { ...theme, fonts: { ...theme.fonts, faces } };
}

/** Of the font files that a theme names. */
export function fontProblems(
  { fonts }: Theme,
  content: string,
  file: string,
): readonly TemplateProblem[] {
  const faults = fonts.faces.flatMap((face, index): ThemeFault[] => {
    try {
      readFontFile(face.file);
      return [];
    } catch (error) {
      const text = `the font ${face.file} cannot be read: ${messageOf(error)}`;
      return [{ path: ['fonts', 'faces', index, 'file'], text }];
    }
  });
  return themeProblems(content, file, faults);
}

function themeProblems(
  content: string,
  file: string,
  faults: readonly ThemeFault[],
): readonly TemplateProblem[] {
  const lines = jsonLines(content);
  return faults.map(({ path, text }) =>
    themeProblem(file, lineOfEntry(lines, path), `${path.join('.') || 'the whole'}: ${text}`),
  );
}

function themeProblem(file: string, line: number, text: string): TemplateProblem {
  const remedy = 'Correct that entry; docs/templates.md says what a theme holds.';
  return { code: 'WB_THEME_INVALID', file, line, text, remedy };
}

// A family name from the theme must not end the declaration that it stands in.
function family(name: string): string {
  return `"${name.replace(/[^\w -]/g, '')}"`;
}
