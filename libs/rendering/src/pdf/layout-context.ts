import { type Block, type BlockBase, type TextBlock } from '../blocks/ast';
import { type LineBox, type PageNumber } from './box';
import { type ChunkedText, chunkText } from './chunks';
import { addBox, type Flow } from './flow';
import {
  breakLines,
  type IntrinsicWidths,
  intrinsicWidths,
  type Line,
  type SetText,
} from './lines';
import { type Style, type StyleResolver } from './style';
import { placeTags, type TagCollector, type TagPlace } from './tag-numbers';
import { NO_ATTRIBUTES, type TagAttributes } from './tags';
import { textRuns } from './text-runs';

/** What is the same for the whole document while it is laid out. */
export interface Layout {
  readonly styles: StyleResolver;
  /** Height of the text area of a page. */
  readonly pageHeight: number;
  readonly headings: Headings;
  readonly tags: TagCollector;
  /** Lays out any block; passed along because lists and tables hold blocks themselves. */
  readonly layoutBlock: (block: Block, area: Area, flow: Flow, layout: Layout) => void;
}

interface Headings {
  lastLevel: number;
}

export interface AreaTag {
  readonly number: number;
  readonly type: string;
}

/** Where a block is laid out: its strip of the page and what it takes over from around it. */
export interface Area {
  readonly x: number;
  readonly width: number;
  readonly style: Style;
  /** Undefined inside what is hidden from the structure tree. */
  readonly tag: AreaTag | undefined;
  readonly lang: string;
  readonly direction: 'ltr' | 'rtl' | 'auto';
  readonly isContents: boolean;
}

export function layoutBlocks(
  blocks: readonly Block[],
  area: Area,
  flow: Flow,
  layout: Layout,
): void {
  for (const block of blocks) layout.layoutBlock(block, area, flow, layout);
}

export function languageAttribute(block: BlockBase, around: Area): TagAttributes {
  return block.lang === undefined || block.lang === around.lang
    ? NO_ATTRIBUTES
    : { lang: block.lang };
}

/** An element of the structure tree for a block, after those that are there. */
export function blockTag(
  type: string,
  around: AreaTag,
  layout: Layout,
  attributes: TagAttributes = NO_ATTRIBUTES,
): AreaTag {
  return { number: layout.tags.add({ type, attributes, isBlock: true }, around.number), type };
}

interface LinePlace {
  readonly area: Area;
  readonly flow: Flow;
  readonly tags: TagPlace;
  readonly keepNext: boolean;
  readonly pageNumber?: PageNumber;
}

export function addLine(line: Line, { area, flow, ...rest }: LinePlace): void {
  if (line.anchors.length > 0) flow.anchors = [...flow.anchors, ...line.anchors];
  const { height, baseline, segments } = line;
  addBox<LineBox>(flow, { kind: 'line', height, baseline, segments, x: area.x, ...rest });
}

type TextStyle = Pick<Area, 'style' | 'lang' | 'direction'>;

/** What came of a text block the last time; a block as in an earlier document mostly stands in the same area again. */
interface SetBefore extends TextStyle {
  readonly width?: number;
  readonly set?: SetText;
  readonly widths?: IntrinsicWidths;
}

const setBefore = new WeakMap<TextBlock, SetBefore>();

function before(block: TextBlock, { style, lang, direction }: TextStyle): SetBefore {
  const known = setBefore.get(block);
  const isSame = known?.style === style && known.lang === lang && known.direction === direction;
  return isSame ? known : { style, lang, direction };
}

/** The lines of a text block in its area, and where the tags are that they name. */
export function taggedLines(
  block: TextBlock,
  area: Area,
  layout: Layout,
): { readonly lines: readonly Line[]; readonly tags: TagPlace } {
  const { lines, tags } = setText(block, area, layout);
  return { lines, tags: placeTags(tags, area.tag?.number, layout.tags) };
}

function setText(block: TextBlock, area: Area, layout: Layout): SetText {
  const known = before(block, area);
  const { width } = area;
  if (known.set !== undefined && known.width === width) return known.set;
  const wrap = block.level === undefined ? 'ragged' : 'balanced';
  const set = breakLines(chunksOf(block, area, layout), width, area.style, wrap);
  setBefore.set(block, { ...known, width, set });
  return set;
}

/** The widths between which a text block may be set. */
export function intrinsicWidthsOf(
  block: TextBlock,
  area: TextStyle,
  layout: Layout,
): IntrinsicWidths {
  const known = before(block, area);
  if (known.widths !== undefined) return known.widths;
  const widths = intrinsicWidths(chunksOf(block, area, layout));
  setBefore.set(block, { ...known, widths });
  return widths;
}

/** The words of a text block, shaped and cut where lines may break. */
function chunksOf(block: TextBlock, area: TextStyle, { styles }: Layout): ChunkedText {
  const { style, lang, direction } = area;
  return chunkText(textRuns(block.content, { styles, style, lang }), direction);
}
