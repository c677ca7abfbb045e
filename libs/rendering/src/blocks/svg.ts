import { type HtmlElement, isElement, textOf } from './html-tree';
import { refuse } from './validate';

/** `#rrggbb`, a token as `var(--color-name)`, `currentColor`, or undefined for none. */
export type Paint = string | undefined;

export interface ShapePaint {
  readonly fill: Paint;
  readonly stroke: Paint;
  readonly fillOpacity: number;
  readonly strokeOpacity: number;
  readonly strokeWidth: number;
  readonly dash: readonly number[];
  readonly lineCap: 'butt' | 'round' | 'square';
  readonly lineJoin: 'miter' | 'round' | 'bevel';
  /** Maps shape coordinates to the view box. */
  readonly matrix: Matrix;
}

type Matrix = readonly [number, number, number, number, number, number];

export type Shape =
  { readonly kind: 'path'; readonly d: string; readonly paint: ShapePaint } | DrawnText;

export interface DrawnText {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly fontSize: number;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly paint: ShapePaint;
}

/** A picture in view box units; y grows downwards. */
export interface Drawing {
  readonly viewBox: readonly [number, number, number, number];
  /** Wanted width in CSS pixels, where the element states one. */
  readonly width?: number;
  readonly shapes: readonly Shape[];
  /** Text alternative: `aria-label`, or the title element. */
  readonly alternative: string;
}

interface TextPaint {
  readonly fontSize: number;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly anchor: DrawnText['anchor'];
}

type State = ShapePaint & TextPaint;

const INITIAL: State = {
  fill: '#000000',
  stroke: undefined,
  fillOpacity: 1,
  strokeOpacity: 1,
  strokeWidth: 1,
  dash: [],
  lineCap: 'butt',
  lineJoin: 'miter',
  matrix: [1, 0, 0, 1, 0, 0],
  fontSize: 10,
  isBold: false,
  isItalic: false,
  anchor: 'start',
};

/** Flattens the svg subset to paths and texts. Throws WB_TEMPLATE_VOCABULARY for what it cannot draw. */
export function compileSvg(svg: HtmlElement): Drawing {
  const shapes: Shape[] = [];
  collect(svg, inherit(svg, INITIAL), shapes);
  const title = svg.children.filter(isElement).find((child) => child.name === 'title');
  const width = lengthOf(svg, 'width');
  return {
    viewBox: viewBoxOf(svg),
    ...(width === undefined ? {} : { width }),
    shapes,
    alternative: svg.attributes['aria-label'] ?? (title === undefined ? '' : textOf(title)),
  };
}

function viewBoxOf(svg: HtmlElement): Drawing['viewBox'] {
  const given = (svg.attributes['viewBox'] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [x, y, width, height] = given;
  if (x !== undefined && y !== undefined && width !== undefined && height !== undefined) {
    if (given.every(Number.isFinite) && width > 0 && height > 0) return [x, y, width, height];
  }
  return refuse('<svg> needs viewBox="x y width height"', svg.line);
}

function collect(parent: HtmlElement, state: State, shapes: Shape[]): void {
  for (const child of parent.children.filter(isElement)) {
    if (child.name === 'title') continue;
    const own = inherit(child, state);
    if (child.name === 'g') collect(child, own, shapes);
    else shapes.push(child.name === 'text' ? drawnText(child, own) : outline(child, own));
  }
}

function outline(element: HtmlElement, state: State): Shape {
  return { kind: 'path', d: pathData(element), paint: state };
}

function drawnText(element: HtmlElement, state: State): Shape {
  return {
    kind: 'text',
    text: textOf(element),
    x: numberOf(element, 'x') + numberOf(element, 'dx'),
    y: numberOf(element, 'y') + numberOf(element, 'dy'),
    anchor: state.anchor,
    fontSize: state.fontSize,
    isBold: state.isBold,
    isItalic: state.isItalic,
    paint: state,
  };
}

function pathData(element: HtmlElement): string {
  const n = (name: string): number => numberOf(element, name);
  switch (element.name) {
    case 'path':
      return element.attributes['d'] ?? '';
    case 'line':
      return `M${n('x1')} ${n('y1')}L${n('x2')} ${n('y2')}`;
    case 'circle':
      return circleData(n('cx'), n('cy'), n('r'));
    case 'rect':
      return rectData(element);
    default:
      return refuse(`<${element.name}> cannot be drawn`, element.line);
  }
}

function rectData(element: HtmlElement): string {
  const n = (name: string): number => numberOf(element, name);
  const [x, y, width, height] = [n('x'), n('y'), n('width'), n('height')];
  const r = Math.min(n('rx') || n('ry'), width / 2, height / 2);
  if (r === 0) return `M${x} ${y}h${width}v${height}h${-width}Z`;
  const corner = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  const [w, h] = [width - 2 * r, height - 2 * r];
  return `M${x + r} ${y}h${w}${corner(r, r)}v${h}${corner(-r, r)}h${-w}${corner(-r, -r)}v${-h}${corner(r, -r)}Z`;
}

function circleData(cx: number, cy: number, r: number): string {
  return `M${cx - r} ${cy}A${r} ${r} 0 1 0 ${cx + r} ${cy}A${r} ${r} 0 1 0 ${cx - r} ${cy}Z`;
}

function inherit(element: HtmlElement, parent: State): State {
  const { attributes } = element;
  if (Object.keys(attributes).length === 0) return parent;
  const opacity = fraction(attributes['opacity']);
  const dash = attributes['stroke-dasharray'];
  return {
    ...textPaint(attributes, parent),
    fill: paintOf(element, 'fill', parent.fill),
    stroke: paintOf(element, 'stroke', parent.stroke),
    fillOpacity: opacity * fraction(attributes['fill-opacity'], parent.fillOpacity),
    strokeOpacity: opacity * fraction(attributes['stroke-opacity'], parent.strokeOpacity),
    strokeWidth: Number(attributes['stroke-width'] ?? parent.strokeWidth),
    dash: dash === undefined ? parent.dash : dashOf(dash),
    lineCap: (attributes['stroke-linecap'] as State['lineCap'] | undefined) ?? parent.lineCap,
    lineJoin: (attributes['stroke-linejoin'] as State['lineJoin'] | undefined) ?? parent.lineJoin,
    matrix: multiply(parent.matrix, transformOf(element)),
  };
}

function textPaint(attributes: HtmlElement['attributes'], parent: State): TextPaint {
  const weight = attributes['font-weight'];
  const style = attributes['font-style'];
  return {
    fontSize: parseFloat(attributes['font-size'] ?? String(parent.fontSize)),
    isBold: weight === undefined ? parent.isBold : weight === 'bold' || Number(weight) >= 600,
    isItalic: style === undefined ? parent.isItalic : style === 'italic',
    anchor: (attributes['text-anchor'] as State['anchor'] | undefined) ?? parent.anchor,
  };
}

const COLOUR = /^(#[0-9a-f]{6}|var\(--color-[a-z0-9-]+\)|currentColor)$/i;

function paintOf(element: HtmlElement, name: 'fill' | 'stroke', inherited: Paint): Paint {
  const value = element.attributes[name];
  if (value === undefined) return inherited;
  if (value === 'none') return undefined;
  if (/^#[0-9a-f]{3}$/i.test(value)) return value.replace(/[0-9a-f]/gi, '$&$&');
  if (COLOUR.test(value)) return value;
  return refuse(
    `${name}="${value}" is none of #rrggbb, var(--color-name), currentColor, none`,
    element.line,
  );
}

function transformOf(element: HtmlElement): Matrix {
  let matrix: Matrix = INITIAL.matrix;
  for (const [, name, list] of (element.attributes['transform'] ?? '').matchAll(
    /(\w+)\(([^)]*)\)/g,
  )) {
    const values = (list ?? '')
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    matrix = multiply(matrix, oneTransform(name ?? '', values, element));
  }
  return matrix;
}

function oneTransform(name: string, values: readonly number[], element: HtmlElement): Matrix {
  const [a = 0, b, c] = values;
  if (name === 'translate') return [1, 0, 0, 1, a, b ?? 0];
  if (name === 'scale') return [a, 0, 0, b ?? a, 0, 0];
  if (name !== 'rotate') return refuse(`transform="${name}(…)" is not supported`, element.line);
  const angle = (a * Math.PI) / 180;
  const turn: Matrix = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
  const there: Matrix = [1, 0, 0, 1, b ?? 0, c ?? 0];
  return multiply(multiply(there, turn), [1, 0, 0, 1, -(b ?? 0), -(c ?? 0)]);
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

function dashOf(value: string): readonly number[] {
  return value === 'none'
    ? []
    : value
        .trim()
        .split(/[\s,]+/)
        .map(Number);
}

function fraction(value: string | undefined, fallback = 1): number {
  return value === undefined ? fallback : Math.min(1, Math.max(0, Number(value)));
}

function numberOf(element: HtmlElement, name: string): number {
  const value = parseFloat(element.attributes[name] ?? '0');
  return Number.isFinite(value)
    ? value
    : refuse(`${name} on <${element.name}> is not a number`, element.line);
}

function lengthOf(element: HtmlElement, name: string): number | undefined {
  const value = element.attributes[name];
  return value === undefined || value.endsWith('%') ? undefined : parseFloat(value);
}
