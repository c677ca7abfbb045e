import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openFontLibrary } from '../fonts/library';
import { chunkText } from './chunks';
import { breakLines, type Line, type SetText } from './lines';
import { type Style, styleResolverOf } from './style';
import { type TaggedRuns } from './text-runs';
import { OWNER } from './tag-numbers';
import { parseTheme } from './theme';

let style: Style;

beforeAll(async () => {
  const file = join(__dirname, '../../../../templates/briefing/theme.json');
  const theme = parseTheme(JSON.parse(readFileSync(file, 'utf8')));
  const fonts = await openFontLibrary(theme.fonts.faces, theme.fonts.fallback);
  style = styleResolverOf(theme, fonts).root;
});

function runsOf(text: string): TaggedRuns {
  const run = {
    text,
    style,
    tag: OWNER,
    lang: 'en',
    link: undefined,
    anchors: [],
    endsLine: false,
  };
  return { runs: [run], tags: [] };
}

function setText(text: string, width: number, direction: 'ltr' | 'rtl' = 'ltr'): SetText {
  return breakLines(chunkText(runsOf(text), direction), width, style);
}

function linesOf(...text: Parameters<typeof setText>): readonly Line[] {
  return setText(...text).lines;
}

function shown(line: Line): string {
  const words = line.segments.flatMap((segment) => segment.words);
  const glyphs = words.flatMap((word) => word.runs).flatMap((part) => part.glyphs);
  return String.fromCodePoint(...glyphs.flatMap((glyph) => glyph.codePoints));
}

describe('lines', () => {
  it('break at spaces and are never wider than asked', () => {
    const lines = linesOf('one two three four five six seven eight nine ten', 80);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.every((line) => line.width <= 80)).toBe(true);
    expect(lines.map(shown).join('')).toBe('one two three four five six seven eight nine ten');
  });

  it('cut a word that is wider than the line, and lose none of it', () => {
    const lines = linesOf('x'.repeat(100), 60);
    expect(lines.every((line) => line.width <= 60)).toBe(true);
    expect(lines.map(shown).join('')).toBe('x'.repeat(100));
  });

  it.each([
    ['ISIS-K said', 2],
    ['a 17-year wait', 3],
    ['10\u00a0000 people', 2],
    ['over-the-horizon strikes', 4],
    ['see https://example.org/a/b?c=d', 7],
  ])('may break %s into %i pieces', (text, count) => {
    expect(chunkText(runsOf(text), 'ltr').chunks).toHaveLength(count);
  });

  it('of a heading are about equally long', () => {
    const text = chunkText(runsOf('Kabul drone strike of 29 August 2021'), 'ltr');
    const widths = (wrap: 'ragged' | 'balanced'): readonly number[] =>
      breakLines(text, 162, style, wrap).lines.map((line) => line.width);
    expect(widths('balanced')).toHaveLength(widths('ragged').length);
    expect(Math.max(...widths('balanced'))).toBeLessThan(Math.max(...widths('ragged')));
  });

  it('break web addresses after a slash', () => {
    const [first] = linesOf('https://example.org/some/long/path', 110);
    expect(first === undefined ? '' : shown(first)).toMatch(/\/$/);
  });

  it('set Arabic words from right to left inside English', () => {
    const { lines, tags } = setText('said زمري احمدي then', 500);
    const arabic = lines[0]?.segments.filter((segment) => segment.tag !== OWNER) ?? [];
    const [name, , surname] = arabic;
    expect(tags.map(({ attributes }) => attributes.actualText)).toEqual(['زمري احمدي']);
    expect(name?.x ?? 0).toBeGreaterThan(surname?.x ?? Infinity);
  });

  it('set English beside an Arabic word as one piece, as where there is none', () => {
    const [line] = linesOf('he said زمري had then left', 500);
    const segments = line?.segments ?? [];
    expect(segments.map(({ words }) => words.length)).toEqual([1, 1, 1]);
    const ends = segments.map(({ x, width }) => Math.round(x + width));
    const starts = segments.slice(1).map(({ x }) => Math.round(x));
    expect(ends).toEqual([...starts, Math.round(line?.width ?? 0)]);
  });

  it('set a right-to-left paragraph against the right edge, its numbers in order', () => {
    const [line] = linesOf('سال 2026 کابل', 300, 'rtl');
    const xs = line?.segments.map((segment) => segment.x) ?? [];
    expect(xs).toEqual(xs.toSorted((a, b) => b - a));
    const first = line?.segments[0];
    expect((first?.x ?? 0) + (first?.width ?? 0)).toBeCloseTo(300);
  });

  it('read words together that stand together, without a space at the other end of the line', () => {
    const { lines, tags } = setText('\u2066he said زمري احمدي\u2069', 75, 'rtl');
    expect(lines).toHaveLength(2);
    expect(tags.map(({ attributes }) => attributes.actualText)).toEqual(['زمري', 'احمدي']);
  });

  it('say whose language an unmarked Arabic name is not', () => {
    const { tags } = setText('said زمري then', 500);
    expect(tags).toMatchObject([{ type: 'Span', parent: OWNER, attributes: { lang: 'und-Arab' } }]);
  });
});

describe('shapes', () => {
  const codePoints = (text: string): readonly (readonly number[])[] =>
    style.stack
      .shape(text, 'ltr')
      .runs.flatMap((part) => part.glyphs.map((glyph) => glyph.codePoints));

  it('have a glyph for each letter, without ligatures that hide them', () => {
    expect(codePoints('office')).toHaveLength(6);
  });

  it('do not depend on what was set before', () => {
    expect(codePoints('a\u00a0b')).toEqual([[0x61], [0xa0], [0x62]]);
    expect(codePoints('a b')).toEqual([[0x61], [0x20], [0x62]]);
  });

  it('show what no font has as a replacement and ask for its text', () => {
    const word = style.stack.shape('a😀', 'ltr');
    expect(word.runs.flatMap((part) => part.glyphs).every((glyph) => glyph.id !== 0)).toBe(true);
    expect(word.isReadable).toBe(false);
  });

  it('take arrows and relations from the fall-back fonts', () => {
    expect(style.stack.shape('→', 'ltr').runs[0]?.face.key).toContain('noto-sans-math');
  });
});
