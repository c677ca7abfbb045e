import { levelsOf, visualOrder } from './bidi';
import { type FontStack, type ShapedWord } from './font-stack';

/** Lengths are thousandths of the font size. */
export interface ShapedLine {
  /** In visual order, from the left. */
  readonly words: readonly ShapedWord[];
  /** The same in logical order, each with its distance from the left. */
  readonly placed: readonly PlacedWord[];
  readonly width: number;
}

interface PlacedWord {
  readonly word: ShapedWord;
  readonly x: number;
}

/** Text that stands on one line, whatever its scripts: `base` is the direction of what stands around it. */
export function shapeLine(
  text: string,
  stack: FontStack,
  base: 'ltr' | 'rtl' | 'auto',
): ShapedLine {
  const stretches = stretchesOf(text, levelsOf(text, base));
  const shaped = stretches.map(({ text: part, level }) =>
    stack.shape(part, (level & 1) === 1 ? 'rtl' : 'ltr'),
  );
  const words: ShapedWord[] = [];
  const starts: number[] = [];
  let width = 0;
  for (const index of visualOrder(stretches.map(({ level }) => level))) {
    const word = shaped[index];
    if (word === undefined) continue;
    words.push(word);
    starts[index] = width;
    width += word.width;
  }
  return { words, placed: shaped.map((word, index) => ({ word, x: starts[index] ?? 0 })), width };
}

interface Stretch {
  readonly text: string;
  readonly level: number;
}

function stretchesOf(text: string, levels: Uint8Array | undefined): readonly Stretch[] {
  if (levels === undefined) return [{ text, level: 0 }];
  const stretches: Stretch[] = [];
  let start = 0;
  for (let end = 1; end <= text.length; end += 1) {
    if (end < text.length && levels[end] === levels[start]) continue;
    stretches.push({ text: text.slice(start, end), level: levels[start] ?? 0 });
    start = end;
  }
  return stretches;
}
