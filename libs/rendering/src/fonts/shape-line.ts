import { levelsOf, visualOrder } from './bidi';
import { type FontStack, type ShapedWord } from './font-stack';

export interface ShapedLine {
  /** In visual order, from the left. */
  readonly words: readonly ShapedWord[];
  /** Thousandths of the font size. */
  readonly width: number;
}

/** Text that stands on one line, whatever its scripts: `base` is the direction of what stands around it. */
export function shapeLine(
  text: string,
  stack: FontStack,
  base: 'ltr' | 'rtl' | 'auto',
): ShapedLine {
  const stretches = stretchesOf(text, levelsOf(text, base));
  const words = visualOrder(stretches.map(({ level }) => level)).flatMap((index) => {
    const stretch = stretches[index];
    if (stretch === undefined) return [];
    return stack.shape(stretch.text, (stretch.level & 1) === 1 ? 'rtl' : 'ltr');
  });
  return { words, width: words.reduce((sum, word) => sum + word.width, 0) };
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
