import { type DrawnText, type Paint, type Shape, type ShapePaint } from '../blocks/svg';
import { type ShapedWord } from '../fonts/font-stack';
import { type FontLibrary } from '../fonts/library';
import { shapeLine } from '../fonts/shape-line';
import { type DrawingBox } from './box';
import { decimal } from './decimal';
import { type PagePainter, plainLook, type TextLook, type TextPlace } from './page-painter';
import { setWordsOf, type SetWords } from './set-words';
import { operands, type StyleResolver } from './style';

export interface DrawingTools {
  readonly painter: PagePainter;
  readonly styles: StyleResolver;
  readonly fonts: FontLibrary;
}

/**
 * Draws a picture with its top left corner at x and y. Opacity is mixed with white paper. `own` is called before each part
 * of a label, with the text to read in place of its glyphs where they do not give it.
 */
export function paintDrawing(
  box: DrawingBox,
  y: number,
  tools: DrawingTools,
  own: (actualText?: string) => void,
): void {
  const [left, top, viewWidth] = box.drawing.viewBox;
  const scale = box.width / viewWidth;
  const place = [scale, 0, 0, scale, box.x - left * scale, y - top * scale];
  const begin = `q ${place.map(fine).join(' ')} cm`;
  for (const shape of box.drawing.shapes) {
    const { operators, label } = setShape(shape, box.direction, tools);
    tools.painter.draw(`${begin} ${operators}`);
    if (label !== undefined) paintLabel(label, tools.painter, own);
    tools.painter.draw('Q');
  }
}

function paintLabel(
  { parts, look }: Label,
  painter: PagePainter,
  own: (actualText?: string) => void,
): void {
  for (const { words, place, actualText } of parts) {
    own(actualText);
    painter.text(words, place, look);
  }
  own();
}

function fine(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** What draws a shape wherever its picture stands. */
interface SetShape {
  readonly styles: StyleResolver;
  readonly direction: Direction;
  readonly operators: string;
  readonly label?: Label;
}

interface Label {
  /** In logical order. */
  readonly parts: readonly LabelPart[];
  readonly look: TextLook;
}

interface LabelPart {
  readonly words: readonly SetWords[];
  readonly place: TextPlace;
  readonly actualText?: string;
}

type Direction = DrawingBox['direction'];

const setBefore = new WeakMap<Shape, SetShape>();

function setShape(shape: Shape, direction: Direction, tools: DrawingTools): SetShape {
  const known = setBefore.get(shape);
  if (known?.styles === tools.styles && known.direction === direction) return known;
  const { styles } = tools;
  const { fill, fillOpacity, matrix } = shape.paint;
  const begin = `${matrix.map(fine).join(' ')} cm`;
  const color = mixed(fill, fillOpacity, styles);
  const set: SetShape =
    shape.kind === 'path'
      ? { styles, direction, operators: [begin, ...pathOperators(shape, color, tools)].join('\n') }
      : {
          ...{ styles, direction, operators: begin },
          ...(color !== undefined && { label: labelOf(shape, { color, direction }, tools) }),
        };
  setBefore.set(shape, set);
  return set;
}

function pathOperators(
  { d, paint }: Extract<Shape, { kind: 'path' }>,
  fill: string | undefined,
  { painter, styles }: DrawingTools,
): readonly string[] {
  const stroke = mixed(paint.stroke, paint.strokeOpacity, styles);
  const operator = paintOperator(fill, stroke);
  if (operator === undefined || d === '') return [];
  const settings = [
    fill === undefined ? '' : `${fill} rg`,
    stroke === undefined ? '' : `${stroke} RG ${lineSettings(paint)}`,
  ];
  return [settings.join(' '), painter.pathOf(d), operator];
}

function paintOperator(fill: string | undefined, stroke: string | undefined): string | undefined {
  if (fill === undefined) return stroke === undefined ? undefined : 'S';
  return stroke === undefined ? 'f' : 'B';
}

const CAPS = { butt: 0, round: 1, square: 2 };
const JOINS = { miter: 0, round: 1, bevel: 2 };

function lineSettings(paint: ShapePaint): string {
  const dash = `[${paint.dash.map(decimal).join(' ')}] 0 d`;
  return `${decimal(paint.strokeWidth)} w ${CAPS[paint.lineCap]} J ${JOINS[paint.lineJoin]} j ${dash}`;
}

/** As in a browser, words begin at the side where the text around the picture begins. */
function labelOf(
  text: DrawnText,
  { color, direction }: { readonly color: string; readonly direction: Direction },
  { styles, fonts }: DrawingTools,
): Label {
  const stack = fonts.stack({
    family: styles.root.family,
    weight: text.isBold ? 700 : 400,
    italic: text.isItalic,
  });
  const line = shapeLine(text.text, stack, direction);
  const width = (line.width * text.fontSize) / 1000;
  const [start, end] = direction === 'rtl' ? [width, 0] : [0, width];
  const left = text.x - { start, middle: width / 2, end }[text.anchor];
  const partAt = (words: readonly ShapedWord[], x: number): LabelPart => ({
    words: setWordsOf(words),
    place: { x: left + (x * text.fontSize) / 1000, baseline: text.y },
  });
  // The space keeps the words of neighbouring labels apart for readers of the text.
  const space = stack.shape(' ', 'ltr');
  const look = plainLook(text.fontSize, color);
  const isReadable = line.words.every((word) => word.isReadable);
  if (isReadable && line.words.length < 2)
    return { parts: [partAt([...line.words, space], 0)], look };
  const parts = line.placed.map(({ word, x }) => ({
    ...partAt([word], x),
    ...(word.isReadable ? {} : { actualText: word.text }),
  }));
  return { parts: [...parts, partAt([space], line.width)], look };
}

function mixed(paint: Paint, opacity: number, styles: StyleResolver): string | undefined {
  if (paint === undefined || opacity === 0) return undefined;
  const color = colourOf(paint, styles);
  if (opacity === 1) return color;
  return color
    .split(' ')
    .map((part) => String(Math.round((1 - (1 - Number(part)) * opacity) * 1000) / 1000))
    .join(' ');
}

function colourOf(paint: string, styles: StyleResolver): string {
  if (paint === 'currentColor') return styles.root.color;
  const token = /^var\(--color-(.+)\)$/.exec(paint)?.[1];
  return token === undefined ? operands(paint) : styles.colour(token);
}
