/** Where an element may stand and what it may hold. */
type ElementKind =
  | 'root' // html, body
  | 'ignored' // read by browsers only; its content never reaches the document
  | 'container' // holds blocks or text
  | 'text' // holds inline content only
  | 'inline'
  | 'part' // belongs inside one of the elements named in `inside`
  | 'void'
  | 'drawing'; // svg and its parts

export interface ElementRule {
  readonly kind: ElementKind;
  /** Attributes besides the global ones. */
  readonly attributes?: readonly string[];
  /** Allowed parents, where that is limited. */
  readonly inside?: readonly string[];
}

const PAINT = [
  'fill',
  'fill-opacity',
  'opacity',
  'stroke',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'stroke-width',
  'transform',
] as const;
const FONT = ['font-size', 'font-style', 'font-weight', 'text-anchor'] as const;
const GRAPHIC_PARENTS = ['svg', 'g'] as const;

/**
 * The elements that a template may use, for the HTML and the PDF edition alike. Anything else is
 * refused with WB_TEMPLATE_VOCABULARY, so that neither medium shows less than the other.
 */
export const ELEMENTS: Readonly<Record<string, ElementRule>> = {
  html: { kind: 'root' },
  head: { kind: 'ignored' },
  title: { kind: 'ignored' },
  meta: { kind: 'ignored' },
  style: { kind: 'ignored' },
  body: { kind: 'root' },
  main: { kind: 'container' },
  header: { kind: 'container' },
  footer: { kind: 'container' },
  section: { kind: 'container' },
  article: { kind: 'container' },
  aside: { kind: 'container' },
  nav: { kind: 'container' },
  div: { kind: 'container' },
  blockquote: { kind: 'container' },
  figure: { kind: 'container' },
  figcaption: { kind: 'container', inside: ['figure'] },
  h1: { kind: 'text' },
  h2: { kind: 'text' },
  h3: { kind: 'text' },
  h4: { kind: 'text' },
  p: { kind: 'text' },
  ul: { kind: 'container' },
  ol: { kind: 'container', attributes: ['start'] },
  li: { kind: 'part', attributes: ['value'], inside: ['ul', 'ol'] },
  dl: { kind: 'container' },
  dt: { kind: 'part', inside: ['dl', 'div'] },
  dd: { kind: 'part', inside: ['dl', 'div'] },
  table: { kind: 'container' },
  caption: { kind: 'part', inside: ['table'] },
  thead: { kind: 'part', inside: ['table'] },
  tbody: { kind: 'part', inside: ['table'] },
  tr: { kind: 'part', inside: ['thead', 'tbody', 'table'] },
  th: { kind: 'part', attributes: ['scope', 'colspan', 'rowspan'], inside: ['tr'] },
  td: { kind: 'part', attributes: ['colspan', 'rowspan'], inside: ['tr'] },
  hr: { kind: 'void' },
  br: { kind: 'void' },
  a: { kind: 'inline', attributes: ['href', 'rel'] },
  strong: { kind: 'inline' },
  em: { kind: 'inline' },
  b: { kind: 'inline' },
  i: { kind: 'inline' },
  span: { kind: 'inline' },
  cite: { kind: 'inline' },
  q: { kind: 'inline' },
  time: { kind: 'inline', attributes: ['datetime'] },
  sup: { kind: 'inline' },
  sub: { kind: 'inline' },
  abbr: { kind: 'inline' },
  bdi: { kind: 'inline' },
  code: { kind: 'inline' },
  small: { kind: 'inline' },
  mark: { kind: 'inline' },
  svg: { kind: 'drawing', attributes: ['viewBox', 'width', 'height', 'xmlns', ...PAINT, ...FONT] },
  g: { kind: 'drawing', attributes: [...PAINT, ...FONT], inside: GRAPHIC_PARENTS },
  rect: {
    kind: 'drawing',
    attributes: ['x', 'y', 'width', 'height', 'rx', 'ry', ...PAINT],
    inside: GRAPHIC_PARENTS,
  },
  line: {
    kind: 'drawing',
    attributes: ['x1', 'y1', 'x2', 'y2', ...PAINT],
    inside: GRAPHIC_PARENTS,
  },
  circle: { kind: 'drawing', attributes: ['cx', 'cy', 'r', ...PAINT], inside: GRAPHIC_PARENTS },
  path: { kind: 'drawing', attributes: ['d', ...PAINT], inside: GRAPHIC_PARENTS },
  text: {
    kind: 'drawing',
    attributes: ['x', 'y', 'dx', 'dy', ...PAINT, ...FONT],
    inside: GRAPHIC_PARENTS,
  },
};

/** Attributes that every element takes. `data-*` is allowed as well. */
export const GLOBAL_ATTRIBUTES = [
  'id',
  'class',
  'lang',
  'dir',
  'role',
  'aria-label',
  'aria-labelledby',
  'aria-hidden',
  'hidden',
  'title',
  'tabindex',
] as const;

/** Layout hints. Browsers ignore them unless the style sheet of the template uses them. */
export const HINTS = {
  'data-pdf': {
    values: ['skip', 'only'],
    meaning: 'skip: only in the HTML; only: only in the PDF',
  },
  'data-break': { values: ['before', 'avoid'], meaning: 'before: begin a page; avoid: keep whole' },
  'data-keep': { values: ['next'], meaning: 'keep on the page of the block that follows' },
  'data-columns': { values: /^[1-9]$/, meaning: 'children as a row of this many equal cells' },
  'data-widths': {
    values: /^\d+(\.\d+)?(,\d+(\.\d+)?)*$/,
    meaning: 'relative widths of the columns of a table, for instance 2,1,1',
  },
} as const;

/** Schemes of `href`; `#id` leads to an element of the same document. */
export const URL_SCHEMES = ['http', 'https', 'mailto'] as const;
