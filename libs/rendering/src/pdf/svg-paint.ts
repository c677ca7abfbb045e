import { type DrawnText, type Paint, type Shape, type ShapePaint } from '../blocks/svg';
import { type FontLibrary } from '../fonts/library';
import { type DrawingBox } from './box';
import { decimal, type PagePainter } from './page-painter';
import { setWordsOf } from './set-words';
import { operands, type StyleResolver } from './style';

export interface DrawingTools {
  readonly painter: PagePainter;
  readonly styles: StyleResolver;
  readonly fonts: FontLibrary;
}

/** Draws a picture with its top left corner at x and y. Opacity is mixed with white paper. */
export function paintDrawing(box: DrawingBox, y: number, tools: DrawingTools): void {
  const [left, top, viewWidth] = box.drawing.viewBox;
  const scale = box.width / viewWidth;
  const place = [scale, 0, 0, scale, box.x - left * scale, y - top * scale];
  for (const shape of box.drawing.shapes) {
    const matrix = shape.paint.matrix.map((value) => Math.round(value * 1e4) / 1e4).join(' ');
    tools.painter.draw(
      `q ${place.map((value) => Math.round(value * 1e4) / 1e4).join(' ')} cm ${matrix} cm`,
    );
    paintShape(shape, tools);
    tools.painter.draw('Q');
  }
}

function paintShape(shape: Shape, tools: DrawingTools): void {
  const fill = mixed(shape.paint.fill, shape.paint.fillOpacity, tools);
  if (shape.kind === 'text') {
    if (fill !== undefined) paintText(shape, fill, tools);
    return;
  }
  const stroke = mixed(shape.paint.stroke, shape.paint.strokeOpacity, tools);
  const operator = paintOperator(fill, stroke);
  if (operator === undefined || shape.d === '') return;
  const settings = [
    fill === undefined ? '' : `${fill} rg`,
    stroke === undefined ? '' : `${stroke} RG ${lineSettings(shape.paint)}`,
  ];
  tools.painter.draw(settings.join(' '));
  tools.painter.path(shape.d);
  tools.painter.draw(operator);
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

function paintText(text: DrawnText, color: string, { painter, styles, fonts }: DrawingTools): void {
  const stack = fonts.stack({
    family: styles.root.family,
    weight: text.isBold ? 700 : 400,
    italic: text.isItalic,
  });
  const word = stack.shape(text.text, 'ltr');
  const width = (word.width * text.fontSize) / 1000;
  const shift = { start: 0, middle: width / 2, end: width }[text.anchor];
  const place = {
    x: text.x - shift,
    baseline: text.y,
    size: text.fontSize,
    color,
    letterSpacing: 0,
  };
  // The space keeps the words of neighbouring labels apart for readers of the text.
  painter.text(setWordsOf([word, stack.shape(' ', 'ltr')]), place);
}

function mixed(paint: Paint, opacity: number, { styles }: DrawingTools): string | undefined {
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
