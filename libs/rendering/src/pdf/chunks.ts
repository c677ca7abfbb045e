import { type ShapedWord } from '../fonts/font-stack';
import { levelsOf } from '../fonts/bidi';
import { type TaggedRuns, type TextRun } from './text-runs';
import { type NumberedTag } from './tag-numbers';

/** A shaped piece of one run and one direction. */
export interface Atom {
  readonly run: TextRun;
  /** Logical text. */
  readonly text: string;
  readonly word: ShapedWord;
  readonly width: number;
  readonly level: number;
}

/** What a line never breaks, and the space after it that vanishes at the end of a line. */
export interface Chunk {
  readonly atoms: readonly Atom[];
  readonly width: number;
  readonly space: Atom | undefined;
  readonly endsLine: boolean;
}

export interface ChunkedText {
  readonly chunks: readonly Chunk[];
  readonly tags: readonly NumberedTag[];
  readonly isRightToLeft: boolean;
}

/** Cuts runs at the places where a line may break. */
export function chunkText(
  { runs, tags }: TaggedRuns,
  direction: 'ltr' | 'rtl' | 'auto',
): ChunkedText {
  const text = runs.map((run) => run.text).join('');
  const levels = levelsOf(text, direction);
  const builder = createBuilder();
  let offset = 0;
  for (const run of runs) {
    cutRun(run, { text, offset, levels }, builder);
    offset += run.text.length;
    if (run.endsLine) builder.endChunk(undefined, true);
  }
  builder.endChunk(undefined, false);
  const isRightToLeft = levels !== undefined && (baseLevel(direction, text) & 1) === 1;
  return { chunks: builder.chunks, tags, isRightToLeft };
}

function baseLevel(direction: 'ltr' | 'rtl' | 'auto', text: string): number {
  if (direction !== 'auto') return direction === 'rtl' ? 1 : 0;
  const first = /[\p{L}]/u.exec(text)?.[0] ?? 'a';
  return (levelsOf(first, 'auto')?.[0] ?? 0) & 1;
}

interface Source {
  readonly text: string;
  readonly offset: number;
  readonly levels: Uint8Array | undefined;
}

function cutRun(run: TextRun, source: Source, builder: Builder): void {
  let start = 0;
  const level = (index: number): number => source.levels?.[source.offset + index] ?? 0;
  let space: Atom | undefined;
  const spaceAt = (index: number): Atom => {
    if (space?.level !== level(index)) space = createAtom(run, ' ', level(index));
    return space;
  };
  const flush = (end: number): void => {
    if (end > start) builder.add(createAtom(run, run.text.slice(start, end), level(start)));
    start = end;
  };
  for (let index = 0; index < run.text.length; index += 1) {
    if (source.levels !== undefined && index > start && level(index) !== level(start)) flush(index);
    if (run.text.charCodeAt(index) === 0x20) {
      flush(index);
      start = index + 1;
      builder.endChunk(spaceAt(index), false);
    } else if (mayBreakAfter(source.text, source.offset + index)) {
      flush(index + 1);
      builder.endChunk(undefined, false);
    }
  }
  flush(run.text.length);
}

function createAtom(run: TextRun, text: string, level: number): Atom {
  const { stack, size, letterSpacing } = run.style;
  const word = stack.shape(text, (level & 1) === 1 ? 'rtl' : 'ltr');
  const spacing = letterSpacing === 0 ? 0 : letterSpacing * glyphCount(word);
  return { run, text: word.text, word, width: (word.width * size) / 1000 + spacing, level };
}

function glyphCount(word: ShapedWord): number {
  return word.runs.reduce((sum, run) => sum + run.glyphs.length, 0);
}

/** Besides spaces: after hyphens and dashes between letters, and inside web addresses. */
function mayBreakAfter(text: string, index: number): boolean {
  switch (text.charCodeAt(index)) {
    case 0x200b:
      return true;
    case 0x2d: // hyphen-minus
    case 0x2010:
    case 0x2013:
    case 0x2014:
      return (
        LETTERS.test(text.slice(Math.max(0, index - 2), index)) &&
        LETTERS.test(text.slice(index + 1, index + 3))
      );
    case 0x2f: // /
    case 0x3f: // ?
    case 0x26: // &
    case 0x3d: // =
    case 0x5f: // _
      return isInsideAddress(text, index);
    default:
      return false;
  }
}

// Two letters on either side: ISIS-K, al-Raḥmān and 17-year-old keep their parts.
const LETTERS = /^\p{L}{2}$/u;

function isInsideAddress(text: string, index: number): boolean {
  const start = text.lastIndexOf(' ', index) + 1;
  const end = text.indexOf(' ', index);
  const word = text.slice(start, end < 0 ? undefined : end);
  if (!/^\W{0,2}(https?:|www\.|mailto:)/.test(word)) return false;
  const next = text.charAt(index + 1);
  return next !== '' && next !== '/' && next !== ' ' && text.charAt(index - 1) !== ':';
}

interface Builder {
  readonly chunks: Chunk[];
  readonly add: (atom: Atom) => void;
  readonly endChunk: (space: Atom | undefined, endsLine: boolean) => void;
}

function createBuilder(): Builder {
  const chunks: Chunk[] = [];
  let atoms: Atom[] | undefined;
  let width = 0;
  return {
    chunks,
    add(atom) {
      // Most chunks have one, and an array that grows from nothing has room for 17.
      if (atoms === undefined) atoms = [atom];
      else atoms.push(atom);
      width += atom.width;
    },
    endChunk(space, endsLine) {
      if (atoms === undefined && space === undefined && !endsLine) return;
      chunks.push({ atoms: atoms ?? [], width, space, endsLine });
      atoms = undefined;
      width = 0;
    },
  };
}

/** Cuts a chunk that is wider than a whole line, between characters and never before a mark. */
export function splitChunk(chunk: Chunk, available: number): readonly Chunk[] {
  const parts: Chunk[] = [];
  let atoms: Atom[] = [];
  let width = 0;
  for (const piece of chunk.atoms.flatMap((atom) => cutAtom(atom, available))) {
    if (atoms.length > 0 && width + piece.width > available) {
      parts.push({ atoms, width, space: undefined, endsLine: false });
      atoms = [];
      width = 0;
    }
    atoms.push(piece);
    width += piece.width;
  }
  const { space, endsLine } = chunk;
  return [...parts, { atoms, width, space, endsLine }];
}

/** Pieces of an atom, each as long as fits a line and at least one character. */
function cutAtom(atom: Atom, available: number): readonly Atom[] {
  if (atom.width <= available) return [atom];
  const pieces: Atom[] = [];
  let piece: Atom | undefined;
  for (const character of characters(atom.text)) {
    const grown = createAtom(atom.run, (piece?.text ?? '') + character, atom.level);
    if (piece !== undefined && grown.width > available) {
      pieces.push(piece);
      piece = createAtom(atom.run, character, atom.level);
    } else piece = grown;
  }
  return piece === undefined ? pieces : [...pieces, piece];
}

function characters(text: string): readonly string[] {
  return text.match(/[\s\S][\ud800-\udfff]?[\p{M}\u200c\u200d]*/gu) ?? [];
}
