import { type ShapedWord } from '../fonts/font-stack';
import { visualOrder } from '../fonts/bidi';
import { type Atom, type Chunk, type ChunkedText, splitChunk } from './chunks';
import { setWordsOf, type SetWords } from './set-words';
import { type Style } from './style';
import { type Link, type TextRun } from './text-runs';
import { type NumberedTag, type TagNumber } from './tag-numbers';

/** Words of one style and one tag, set side by side from `x` of the line. */
export interface Segment {
  readonly x: number;
  readonly width: number;
  readonly words: readonly SetWords[];
  readonly style: Style;
  readonly tag: TagNumber;
  readonly link: Link | undefined;
}

/** A set line; segments are in logical order. */
export interface Line {
  readonly segments: readonly Segment[];
  readonly width: number;
  readonly height: number;
  /** Distance of the baseline from the top of the line. */
  readonly baseline: number;
  readonly anchors: readonly string[];
}

/** Lines, and the tags that their segments name by number. */
export interface SetText {
  readonly lines: readonly Line[];
  readonly tags: readonly NumberedTag[];
}

/** Ragged lines of at most the given width. Nothing is dropped: what is too wide is cut. */
export function breakLines(
  text: ChunkedText,
  available: number,
  style: Style,
  wrap: 'ragged' | 'balanced' = 'ragged',
): SetText {
  const ragged = fillLines(text.chunks, available);
  const rows = wrap === 'ragged' ? ragged : balanced(text.chunks, ragged, available);
  const tags = [...text.tags];
  return { lines: rows.map((atoms) => finishLine(atoms, { available, style, text, tags })), tags };
}

/** Widths of the longest unbreakable piece and of the whole text on one line. */
export interface IntrinsicWidths {
  readonly min: number;
  readonly max: number;
}

export function intrinsicWidths(text: ChunkedText): IntrinsicWidths {
  let [min, max, row] = [0, 0, 0];
  for (const chunk of text.chunks) {
    min = Math.max(min, chunk.width);
    max = Math.max(max, row + chunk.width);
    row = chunk.endsLine ? 0 : row + chunk.width + (chunk.space?.width ?? 0);
  }
  return { min, max };
}

function fillLines(chunks: readonly Chunk[], available: number): readonly (readonly Atom[])[] {
  const rows: Atom[][] = [];
  let row: Atom[] = [];
  let width = 0;
  const place = (chunk: Chunk): void => {
    if (row.length > 0 && width + chunk.width > available + 0.01) {
      rows.push(row);
      row = [];
      width = 0;
    }
    row.push(...chunk.atoms);
    if (chunk.space !== undefined) row.push(chunk.space);
    width += chunk.width + (chunk.space?.width ?? 0);
    if (!chunk.endsLine) return;
    rows.push(row);
    row = [];
    width = 0;
  };
  for (const chunk of chunks) {
    const parts = chunk.width > available + 0.01 ? splitChunk(chunk, available) : [chunk];
    for (const part of parts) place(part);
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

type Rows = readonly (readonly Atom[])[];

/** As many lines as before, but about equally long: no heading ends in one short word. */
function balanced(chunks: readonly Chunk[], ragged: Rows, available: number): Rows {
  if (ragged.length < 2) return ragged;
  let rows = ragged;
  let [least, most] = [available / 2, available];
  while (most - least > 4) {
    const width = (least + most) / 2;
    const narrower = fillLines(chunks, width);
    if (narrower.length > ragged.length) least = width;
    else [most, rows] = [width, narrower];
  }
  return rows;
}

interface LineContext {
  readonly available: number;
  readonly style: Style;
  readonly text: ChunkedText;
  /** Grows by what the lines need. */
  readonly tags: NumberedTag[];
}

function finishLine(atoms: readonly Atom[], context: LineContext): Line {
  const { style, text, available, tags } = context;
  const last = atoms.at(-1);
  // Rule L1 of UAX 9: space at the end of a line takes the direction of the paragraph.
  const set =
    last?.text === ' '
      ? [...atoms.slice(0, -1), { ...last, level: text.isRightToLeft ? 1 : 0 }]
      : atoms;
  const full = atoms.reduce((sum, atom) => sum + atom.width, 0);
  const width = full - (last?.text === ' ' ? last.width : 0);
  const start = startOf(width, { style, available, isRightToLeft: text.isRightToLeft });
  const isPlain = set.every((atom) => atom.level === 0);
  const segments = isPlain
    ? plainSegments(set, start, tags)
    : mixedSegments(set.filter(isPainted), start - (text.isRightToLeft ? full - width : 0), tags);
  const size = Math.max(style.size, ...segments.map((segment) => segment.style.size));
  const height = size * style.leading;
  // Ascent and descent of the main font share the leading evenly above and below.
  const { ascent, descent } = style.stack.primary;
  const baseline = (height + ((ascent - descent) * size) / 1000) / 2;
  return { segments, width, height, baseline, anchors: anchorsOf(atoms) };
}

const NO_ANCHORS: readonly string[] = [];

function anchorsOf(atoms: readonly Atom[]): readonly string[] {
  const found = new Set<string>();
  for (const { run } of atoms) for (const anchor of run.anchors) found.add(anchor);
  return found.size === 0 ? NO_ANCHORS : [...found];
}

function startOf(
  width: number,
  line: { readonly style: Style; readonly available: number; readonly isRightToLeft: boolean },
): number {
  const free = Math.max(0, line.available - width);
  if (line.style.align === 'center') return free / 2;
  return (line.style.align === 'end') === line.isRightToLeft ? 0 : free;
}

function plainSegments(
  atoms: readonly Atom[],
  start: number,
  tags: NumberedTag[],
): readonly Segment[] {
  const segments: Segment[] = [];
  let x = start;
  let pending: { run: TextRun; words: ShapedWord[]; x: number } | undefined;
  const flush = (): void => {
    if (pending !== undefined) segments.push(segmentOf(pending.run, pending.words, pending.x, x));
    pending = undefined;
  };
  for (const atom of atoms) {
    if (!atom.word.isReadable) {
      flush();
      const tag = spanFor(atom.run, { actualText: atom.text, lang: atom.run.lang }, tags);
      segments.push({ ...segmentOf(atom.run, [atom.word], x, x + atom.width), tag });
    } else if (pending !== undefined && isSameSetting(pending.run, atom.run)) {
      pending.words.push(atom.word);
    } else {
      flush();
      pending = { run: atom.run, words: [atom.word], x };
    }
    x += atom.width;
  }
  flush();
  return segments;
}

function isSameSetting(a: TextRun, b: TextRun): boolean {
  return a === b || (a.style === b.style && a.tag === b.tag && a.link === b.link);
}

function segmentOf(run: TextRun, words: readonly ShapedWord[], x: number, end: number): Segment {
  const { style, tag, link } = run;
  return { x, width: end - x, words: setWordsOf(words), style, tag, link };
}

/** Isolates have steered the direction by now. */
function isPainted({ word }: Atom): boolean {
  return word.runs.length > 0;
}

/** Words that run on from left to right are one; right-to-left stretches of one run are read from an ActualText. */
function mixedSegments(
  atoms: readonly Atom[],
  start: number,
  tags: NumberedTag[],
): readonly Segment[] {
  const places = new Map<number, number>();
  let x = start;
  for (const index of visualOrder(atoms.map((atom) => atom.level))) {
    places.set(index, x);
    x += atoms[index]?.width ?? 0;
  }
  const numbers = stretchTags(atoms, tags);
  const segments: Segment[] = [];
  let from = 0;
  atoms.forEach((last, index) => {
    const next = atoms[index + 1];
    if (next !== undefined && numbers[index + 1] === numbers[index] && runsOn(last, next)) return;
    const together = atoms.slice(from, index + 1);
    const x = places.get(from) ?? start;
    const width = together.reduce((sum, atom) => sum + atom.width, 0);
    const words = together.map(({ word }) => word);
    segments.push({ ...segmentOf(last.run, words, x, x + width), tag: numbers[index] });
    from = index + 1;
  });
  return segments;
}

/** Whether the next atom stands to the right of this one and looks like it. */
function runsOn(atom: Atom, next: Atom): boolean {
  return next.level === atom.level && atom.level % 2 === 0 && isSameSetting(atom.run, next.run);
}

function stretchTags(atoms: readonly Atom[], tags: NumberedTag[]): readonly TagNumber[] {
  const numbers: TagNumber[] = [];
  let start = 0;
  while (start < atoms.length) {
    const first = atoms[start];
    if (first === undefined) break;
    let end = start + 1;
    while (end < atoms.length && isSameStretch(first, atoms[end])) end += 1;
    const text = atoms
      .slice(start, end)
      .map((atom) => atom.text)
      .join('');
    const needsText = (first.level & 1) === 1 || !first.word.isReadable;
    const tag =
      needsText && text !== ' '
        ? spanFor(first.run, { actualText: text, lang: languageOf(first, text) }, tags)
        : first.run.tag;
    for (; start < end; start += 1) numbers.push(tag);
  }
  return numbers;
}

function isSameStretch(first: Atom, other: Atom | undefined): boolean {
  if (other === undefined || other.run !== first.run) return false;
  return other.level === first.level && other.word.isReadable === first.word.isReadable;
}

const ARABIC_SCRIPT_LANGUAGES = /^(ar|fa|prs|ps|ur|ku|ckb|sd|ug|az|ks|pa)\b/;

/** The language around it when that is written in the Arabic script, else only the script is known. */
function languageOf(atom: Atom, text: string): string {
  const isArabic = /[\u0600-\u08ff]/.test(text);
  return !isArabic || ARABIC_SCRIPT_LANGUAGES.test(atom.run.lang) ? atom.run.lang : 'und-Arab';
}

function spanFor(
  { tag: parent }: TextRun,
  attributes: NumberedTag['attributes'],
  tags: NumberedTag[],
): TagNumber {
  return parent === undefined ? undefined : tags.push({ type: 'Span', parent, attributes });
}
