import { type Block, type BlockBase, type TextBlock } from '../blocks/ast';
import { type LineBox, type PageNumber } from './box';
import { type ChunkedText, chunkText } from './chunks';
import { addBox, type Flow } from './flow';
import { type Line } from './lines';
import { type Style, type StyleResolver } from './style';
import { type Tag, type TagAttributes } from './tags';
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
  /** The one text of a cell, a caption or a list item belongs to that element itself. */
  readonly isOnlyChild: boolean;
}

export function layoutBlocks(
  blocks: readonly Block[],
  area: Area,
  flow: Flow,
  layout: Layout,
): void {
  const inner = { ...area, isOnlyChild: blocks.length === 1 };
  for (const block of blocks) layout.layoutBlock(block, inner, flow, layout);
}

export function languageAttribute(block: BlockBase, around: Area): TagAttributes {
  return block.lang === undefined || block.lang === around.lang ? {} : { lang: block.lang };
}

interface LinePlace {
  readonly area: Area;
  readonly flow: Flow;
  readonly keepNext: boolean;
  readonly pageNumber?: PageNumber;
}

export function addLine(line: Line, { area, flow, ...rest }: LinePlace): void {
  if (line.anchors.length > 0) flow.anchors = [...flow.anchors, ...line.anchors];
  const { height, baseline, segments } = line;
  addBox<LineBox>(flow, { kind: 'line', height, baseline, segments, x: area.x, ...rest });
}

/** The words of a text block, shaped and cut where lines may break. */
export function chunksOf(block: TextBlock, area: Area, layout: Layout): ChunkedText {
  const { style, tag, lang } = area;
  const runs = textRuns(block.content, {
    styles: layout.styles,
    style,
    tag,
    lang,
    link: undefined,
  });
  return chunkText(runs, area.direction);
}
