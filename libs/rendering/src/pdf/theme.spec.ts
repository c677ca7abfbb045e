import { isWirebriefError } from '@wirebrief/kernel';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseTheme, type Theme } from './theme';

const file = join(__dirname, '../../../../templates/briefing/theme.json');
const theme = JSON.parse(readFileSync(file, 'utf8')) as Theme;

function refusal(json: unknown): string {
  try {
    parseTheme(json);
  } catch (error) {
    if (isWirebriefError(error)) return `${error.code} ${error.message}`;
  }
  return 'accepted';
}

describe('a theme', () => {
  it('ships valid', () => {
    expect(parseTheme(theme)).toMatchObject(theme);
  });

  it.each([
    [
      'a colour without a name',
      { ...theme, styles: { p: { color: 'pink' } } },
      'styles.p.color: no colour is named pink',
    ],
    [
      'a font without a name',
      { ...theme, styles: { p: { font: 'comic' } } },
      'styles.p.font: no font is named comic',
    ],
    [
      'a family without files',
      { ...theme, fonts: { ...theme.fonts, body: 'None' } },
      'no file for the family None',
    ],
    ['an unknown property', { ...theme, styles: { p: { colour: 'ink' } } }, 'styles.p'],
    ['a wrong size', { ...theme, text: { ...theme.text, size: 900 } }, 'text.size'],
    [
      'margins that leave no room',
      { ...theme, page: { ...theme.page, margins: { top: 0, right: 290, bottom: 0, left: 290 } } },
      'page.margins: they leave less than 200 points',
    ],
    ['a style of no element', { ...theme, styles: { video: {} } }, 'unknown element <video>'],
    ['nothing to see', { ...theme, styles: { h1: { size: '0em' } } }, 'must be 0.3em to 6em'],
    ['no object', 'theme', 'WB_THEME_INVALID'],
  ])('is refused for %s', (_, json, message) => {
    expect(refusal(json)).toContain('WB_THEME_INVALID');
    expect(refusal(json)).toContain(message);
  });

  it('has its scale in every length of text, and in nothing else', () => {
    const large = parseTheme({ ...theme, scale: 1.5 });
    expect(large.text.size).toBeCloseTo(theme.text.size * 1.5);
    expect(large.styles['h1']?.size).toBeCloseTo(Number(theme.styles['h1']?.size) * 1.5);
    expect(large.styles['sup']?.size).toBe('0.7em');
    expect(large.styles['h1']?.leading).toBe(theme.styles['h1']?.leading);
    expect(large.styles['td']?.padding).toMatchObject({
      right: (theme.styles['td']?.padding as { right: number }).right * 1.5,
    });
    expect(large.page).toEqual(theme.page);
  });
});
