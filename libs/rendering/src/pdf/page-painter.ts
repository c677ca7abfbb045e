import type PDFDocument from 'pdfkit';

import { type GlyphRun } from '../fonts/face';
import { type ShapedGlyph } from '../fonts/shaped-glyph';
import { decimal } from './decimal';
import { createDocumentFonts, type DocumentFont } from './document-fonts';
import { isRightToLeft } from '../fonts/bidi';
import { type SetWords } from './set-words';
import { attach, referenceOf, type Tag } from './tags';

export interface TextPlace {
  readonly x: number;
  /** That of the line, which raised text leaves. */
  readonly baseline: number;
  /** How far the words reach; what begins just there on the same line needs no move. */
  readonly width?: number;
}

export interface TextLook {
  readonly size: number;
  readonly color: string;
  readonly letterSpacing: number;
  /** Above the baseline, in multiples of the size. */
  readonly rise: number;
}

/** On the baseline, its letters as far apart as their font has them. */
export const plainLook = (size: number, color: string): TextLook => ({
  size,
  color,
  letterSpacing: 0,
  rise: 0,
});

/**
 * Writes the content stream of the current page, with y growing downwards from the top. Text and
 * drawings belong to the owner set last: a tag, or an artifact with its property list.
 */
export interface PagePainter {
  readonly beginPage: () => void;
  readonly endPage: () => void;
  readonly own: (owner: Tag | Artifact) => void;
  readonly text: (words: readonly SetWords[], place: TextPlace, look: TextLook) => void;
  readonly fillRect: (x: number, y: number, width: number, height: number, color: string) => void;
  readonly draw: (operators: string) => void;
  /** The operators of a path as SVG has it. */
  readonly pathOf: (data: string) => string;
}

export interface Artifact {
  readonly artifact: string;
}

/** Rules, backgrounds, underlines. */
export const DECORATION: Artifact = { artifact: '/Artifact <</Type /Layout>> BDC' };
export const PAGE_HEADER: Artifact = {
  artifact: '/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC',
};
export const PAGE_FOOTER: Artifact = {
  artifact: '/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC',
};
/** What a page repeats from an earlier one. */
export const REPEATED: Artifact = { artifact: '/Artifact <</Type /Pagination>> BDC' };

interface State {
  lines: (string | Bar)[];
  owner: Tag | Artifact | undefined;
  isMarked: boolean;
  isInText: boolean;
  font: DocumentFont | undefined;
  size: number;
  color: string;
  spacing: number;
  rise: number;
  /** What the next move counts from. */
  start: { readonly x: number; readonly y: number } | undefined;
  /** Where the text shown last ends, on the line of `start`. */
  end: number | undefined;
  parents: unknown[];
}

/** A rectangle, which the next one may still lengthen while it is the last line. */
class Bar {
  constructor(
    private readonly x: number,
    private readonly y: number,
    private right: number,
    private readonly height: number,
  ) {}

  /** The lower borders of the cells of a row make one rule. */
  continueTo(x: number, y: number, right: number, height: number): boolean {
    const continues = this.y === y && this.height === height && Math.abs(this.right - x) < 0.01;
    if (continues) this.right = right;
    return continues;
  }

  toString(): string {
    const { x, y, right, height } = this;
    return `${decimal(x)} ${decimal(y)} ${decimal(right - x)} ${decimal(height)} re f`;
  }
}

// In points, as precise as places are written.
const SAME_PLACE = 0.01;

export function createPagePainter(document: PDFDocument): PagePainter {
  const fontOf = createDocumentFonts(document);
  let state = emptyState();

  const closeMark = (): void => {
    if (state.isMarked) state.lines.push('EMC');
    state.isMarked = false;
  };
  const openMark = (): void => {
    const { owner } = state;
    if (state.isMarked || owner === undefined) return;
    state.isMarked = true;
    if ('artifact' in owner) {
      state.lines.push(owner.artifact);
      return;
    }
    const mcid = state.parents.length;
    state.parents.push(referenceOf(document, attach(owner)));
    owner.kids.push({ page: document.page.dictionary, mcid });
    state.lines.push(`/${owner.type} <</MCID ${mcid}${readingOf(owner)}>> BDC`);
  };
  // Marked content must open and close on the same side of BT and ET.
  const setTextMode = (isText: boolean): void => {
    if (state.isInText === isText) return;
    closeMark();
    // Before a picture saves the state of the page, and would bring back what holds now.
    if (!isText) setTextState(0, 0);
    state.lines.push(isText ? 'BT' : 'ET');
    state.isInText = isText;
    state.font = undefined;
    state.start = undefined;
  };
  const setTextState = (spacing: number, rise: number): void => {
    if (state.spacing !== spacing) state.lines.push(`${decimal(spacing)} Tc`);
    if (state.rise !== rise) state.lines.push(`${rise} Ts`);
    state.spacing = spacing;
    state.rise = rise;
  };
  const setColor = (color: string): void => {
    if (state.color !== color) state.lines.push(`${color} rg`);
    state.color = color;
  };
  // What begins where the text shown last ends stands there already. A move says by how much: rows and lines move
  // alike, and a page takes a third less once it is compressed.
  const moveTo = (place: TextPlace): void => {
    const { start, end } = state;
    const y = decimal(place.baseline);
    state.end = place.width === undefined ? undefined : place.x + place.width;
    if (start?.y === y && end !== undefined && Math.abs(end - place.x) < SAME_PLACE) return;
    const x = decimal(place.x);
    state.lines.push(
      start === undefined
        ? `1 0 0 -1 ${x} ${y} Tm`
        : `${decimal(x - start.x)} ${decimal(start.y - y)} Td`,
    );
    state.start = { x, y };
  };
  const setFont = (font: DocumentFont, size: number): void => {
    if (state.font === font && state.size === size) return;
    document.page.fonts[font.name] ??= font.reference;
    state.lines.push(`/${font.name} ${decimal(size)} Tf`);
    state.font = font;
    state.size = size;
  };
  const showWords = (words: readonly SetWords[], size: number): void => {
    for (const part of words) {
      const font = fontOf(part.face);
      setFont(font, size);
      if (part.isRaised)
        for (const run of part.runs)
          state.lines.push(...raisedGlyphs(run, { size, rise: state.rise, code: font.code }));
      else {
        const operator = font.show(part);
        if (operator !== '') state.lines.push(operator);
      }
    }
  };

  return {
    beginPage() {
      document.addPage();
      state = emptyState();
      const key = document.page.structParentTreeKey;
      state.parents = document.getStructParentTree().get(key) as unknown[];
    },
    endPage() {
      setTextMode(false);
      closeMark();
      document.page.write(Buffer.from(`${state.lines.join('\n')}\n`, 'latin1'));
    },
    own(owner) {
      if (state.owner === owner) return;
      closeMark();
      state.owner = owner;
    },
    text(words, place, { size, color, letterSpacing, rise }) {
      setTextMode(true);
      openMark();
      setColor(color);
      setTextState(letterSpacing, rise === 0 ? 0 : decimal(rise * size));
      moveTo(place);
      showWords(words, size);
    },
    fillRect(x, y, width, height, color) {
      setTextMode(false);
      openMark();
      setColor(color);
      const last = state.lines.at(-1);
      if (last instanceof Bar && last.continueTo(x, y, x + width, height)) return;
      state.lines.push(new Bar(x, y, x + width, height));
    },
    draw(operators) {
      setTextMode(false);
      openMark();
      state.color = '';
      state.lines.push(operators);
    },
    pathOf(data) {
      const { page } = document;
      const lines: (string | Uint8Array)[] = [];
      document.page = { ...page, write: (line) => lines.push(line) };
      document.path(data);
      document.page = page;
      return lines.join('\n');
    },
  };
}

/**
 * Programs that read no structure tree find the text of substituted glyphs here. Right-to-left runs
 * do without: such programs expect the glyphs in visual order and turn the text round themselves.
 */
function readingOf({ attributes: { actualText } }: Tag): string {
  if (actualText === undefined || isRightToLeft(actualText)) return '';
  const utf16 = Buffer.from(`\ufeff${actualText}`, 'utf16le').swap16();
  return ` /ActualText <${utf16.toString('hex')}>`;
}

function emptyState(): State {
  return {
    lines: [],
    owner: undefined,
    isMarked: false,
    isInText: false,
    font: undefined,
    size: 0,
    color: '',
    spacing: 0,
    rise: 0,
    start: undefined,
    end: undefined,
    parents: [],
  };
}

/** Marks of Arabic stand above or below their letter: text rise and kerning put them there. */
function raisedGlyphs(run: GlyphRun, { size, rise, code }: RaisedLook): readonly string[] {
  const lines: string[] = [];
  let above = 0;
  for (const glyph of run.glyphs) {
    if (glyph.dy !== above) lines.push(`${decimal(rise + (glyph.dy * size) / 1000)} Ts`);
    above = glyph.dy;
    const before = glyph.dx === 0 ? '' : String(decimal(-glyph.dx));
    const after = glyph.advance + glyph.dx - glyph.step;
    lines.push(
      `[${before}(${code(glyph)})${after === 0 ? '' : decimal(after)}] TJ`.replaceAll('()', ''),
    );
  }
  if (above !== 0) lines.push(`${rise} Ts`);
  return lines;
}

interface RaisedLook {
  readonly size: number;
  /** That of the text, in points. */
  readonly rise: number;
  readonly code: (glyph: ShapedGlyph) => string;
}
