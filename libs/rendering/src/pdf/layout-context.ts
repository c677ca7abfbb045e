import { type Block, type BlockBase, type TextBlock } from '../blocks/ast';
import { type LineBox, type PageNumber } from './box';
import { type ChunkedText, chunkText } from './chunks';
import { addBox, type Flow } from './flow';
import { breakLines, type Line, type SetText } from './lines';
import { type Style, type StyleResolver } from './style';
import { NO_ATTRIBUTES, type Tag, type TagAttributes } from './tags';
import { textRuns } from './text-runs';

/** What is the same for the whole document while it is laid out. */
export interface Layout {
  readonly styles: StyleResolver;
  /** Height of the text area of a page. */
  readonly pageHeight: number;
  lastHeadingLevel: number;
  /** Lays out any block; passed along because lists and tables hold blocks themselves. */
  readonly layoutBlock: (block: Block, area: Area, flow: Flow, layout: Layout) => void;
}

/** Where a block is laid out: its strip of the page and what it takes over from around it. */
export interface Area {
  readonly x: number;
  readonly width: number;
  readonly style: Style;
  /** Undefined inside what is hidden from the structure tree. */
  readonly tag: Tag | undefined;
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

interface LinePlace {
  readonly area: Area;
  readonly flow: Flow;
  readonly tags: readonly Tag[];
  readonly keepNext: boolean;
  readonly pageNumber?: PageNumber;
}

export function addLine(line: Line, { area, flow, ...rest }: LinePlace): void {
  if (line.anchors.length > 0) flow.anchors = [...flow.anchors, ...line.anchors];
  const { height, baseline, segments } = line;
  addBox<LineBox>(flow, { kind: 'line', height, baseline, segments, x: area.x, ...rest });
}

type TextArea = Pick<Area, 'style' | 'lang' | 'direction'>;

/** The words of a text block, shaped and cut where lines may break. */
export function chunksOf(block: TextBlock, area: TextArea, { styles }: Layout): ChunkedText {
  const { style, lang, direction } = area;
  const known = chunkedBefore.get(block);
  if (known?.style === style && known.lang === lang && known.direction === direction)
    return known.text;
  const text = chunkText(textRuns(block.content, { styles, style, lang }), direction);
  chunkedBefore.set(block, { style, lang, direction, text });
  return text;
}

/** The lines of a text block in its area, and the tags that they name. */
export function linesOf(block: TextBlock, area: Area, layout: Layout): SetText {
  const text = chunksOf(block, area, layout);
  const known = setBefore.get(text);
  if (known?.width === area.width) return known.set;
  const wrap = block.level === undefined ? 'ragged' : 'balanced';
  const set = breakLines(text, area.width, area.style, wrap);
  setBefore.set(text, { width: area.width, set });
  return set;
}

// A block that is the same as in an earlier document mostly stands in the same area again.
const chunkedBefore = new WeakMap<TextBlock, TextArea & { readonly text: ChunkedText }>();
const setBefore = new WeakMap<ChunkedText, { readonly width: number; readonly set: SetText }>();
