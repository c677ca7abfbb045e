import { isWirebriefError, messageOf, WirebriefError } from '@wirebrief/kernel';

import { parseTheme, type Theme } from '../pdf/theme';

/**
 * The theme's tokens as CSS custom properties: the colour `ink` as `--color-ink`, the font families as `--font-body`,
 * `--font-heading` and `--font-mono`.
 */
export function themeCss({ colors, fonts }: Theme): string {
  const properties = [
    ...Object.entries(colors).map(([name, color]) => `--color-${name}:${color}`),
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
  const lines = css.split('\n');
  const line = lines.findIndex((text) => /<\/|@import|url\(/i.test(text)) + 1;
  if (line === 0) return css.replace(/\/\*.*?\*\/\n*/gs, '');
  throw new WirebriefError(
    'WB_TEMPLATE_STYLE',
    'invalid',
    `${file}:${line}: the style sheet holds "</", "@import" or "url(".`,
    'A page is one file that loads nothing: write the rules in place.',
  );
}

/** Reads the content of a theme file; throws WB_THEME_INVALID that names it. */
export function readTheme(content: string, file: string): Theme {
  try {
    return parseTheme(JSON.parse(content));
  } catch (cause) {
    const message = messageOf(cause);
    throw new WirebriefError(
      'WB_THEME_INVALID',
      'invalid',
      `${file}: ${message}`,
      isWirebriefError(cause) ? cause.remedy : 'Correct the JSON of that file.',
      { cause },
    );
  }
}

// A family name from the theme must not end the declaration that it stands in.
function family(name: string): string {
  return `"${name.replace(/[^\w -]/g, '')}"`;
}
