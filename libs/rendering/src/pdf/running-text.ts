import { shapeLine, type ShapedLine } from '../fonts/shape-line';
import {
  PAGE_FOOTER,
  PAGE_HEADER,
  plainLook,
  type Artifact,
  type PagePainter,
} from './page-painter';
import { setWordsOf } from './set-words';
import { type StyleResolver } from './style';

export interface RunningText {
  /** Upper left, from the second page on. */
  readonly head: string;
  /** Lower right, with {page} and {pages}. */
  readonly foot: string;
}

interface PageFrame {
  readonly width: number;
  readonly height: number;
  readonly margins: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
}

interface RunningTools {
  readonly frame: PageFrame;
  readonly painter: PagePainter;
  readonly styles: StyleResolver;
  /** That of the document, whatever script a title begins in. */
  readonly direction: 'ltr' | 'rtl' | 'auto';
}

/** Paints running head and foot, outside the structure tree. Styles: `.running-head`, `.running-foot`. */
export function paintRunningText(
  text: RunningText,
  { page, pages }: { readonly page: number; readonly pages: number },
  tools: RunningTools,
): void {
  const foot = text.foot.replace('{page}', String(page)).replace('{pages}', String(pages));
  const { frame } = tools;
  const { top, bottom } = frame.margins;
  if (page > 1)
    paint(
      text.head,
      { name: 'running-head', margin: top, y: top * 0.6, side: 'left', owner: PAGE_HEADER },
      tools,
    );
  paint(
    foot,
    {
      ...{ name: 'running-foot', margin: bottom, y: frame.height - bottom * 0.5 },
      ...{ side: 'right', owner: PAGE_FOOTER },
    },
    tools,
  );
}

// What is smaller than this cannot be read.
const LEAST_SIZE = 4;

interface Place {
  readonly name: string;
  /** Height of the margin that it stands in. */
  readonly margin: number;
  readonly y: number;
  readonly side: 'left' | 'right';
  readonly owner: Artifact;
}

function paint(
  text: string,
  { name, margin, y, side, owner }: Place,
  { frame, painter, styles, direction }: RunningTools,
): void {
  const { stack, color, ...style } = styles.resolve(styles.root, '', [name]);
  const { left, right } = frame.margins;
  // Half of a margin, or less, is what it can hold between the page's edge and the text.
  const size = Math.min(style.size, margin * 0.5);
  if (size < LEAST_SIZE) return;
  const room = ((frame.width - left - right) * 1000) / size;
  const line = lineWithin(room, text, (part) => shapeLine(part, stack, direction));
  const width = (line.width * size) / 1000;
  const x = side === 'left' ? left : frame.width - right - width;
  painter.own(owner);
  painter.text(setWordsOf(line.words), { x, baseline: y }, plainLook(size, color));
}

/** What is too long ends in an ellipsis, before the part that tells one edition from the next. */
function lineWithin(room: number, text: string, shape: (text: string) => ShapedLine): ShapedLine {
  const whole = shape(text);
  if (whole.width <= room) return whole;
  const at = text.lastIndexOf(': ');
  const end = at >= 0 && text.length - at <= LONGEST_END ? text.slice(at) : '';
  const characters = Array.from(text.slice(0, text.length - end.length));
  const shortened = (count: number): ShapedLine =>
    shape(`${closed(characters.slice(0, count).join('').trimEnd())}…${end}`);
  let [fits, most] = [0, characters.length];
  while (most - fits > 1) {
    const count = Math.floor((fits + most) / 2);
    if (shortened(count).width <= room) fits = count;
    else most = count;
  }
  return shortened(fits);
}

const LONGEST_END = 40;

/** What is cut inside of an isolate would draw the rest of the line into it. */
function closed(text: string): string {
  const isOpen = /[\u2066-\u2068][^\u2069]*$/.test(text);
  return isOpen ? `${text}\u2069` : text;
}
