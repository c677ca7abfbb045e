import { type Drawing } from './svg';

/** What every block carries from its element. */
export interface BlockBase {
  /** Element name, or `text` for text that stands directly in a container. */
  readonly tag: string;
  readonly classes: readonly string[];
  readonly line: number;
  readonly id?: string;
  readonly lang?: string;
  readonly dir?: Direction;
  readonly label?: string;
  readonly role?: string;
  /** Painted, but outside the structure tree (`aria-hidden`). */
  readonly isHidden: boolean;
  readonly breakBefore: boolean;
  readonly avoidBreak: boolean;
  readonly keepNext: boolean;
}

export type Direction = 'ltr' | 'rtl' | 'auto';

export interface ContainerBlock extends BlockBase {
  readonly kind: 'container';
  readonly children: readonly Block[];
  /** Children stand side by side in rows of this many equal cells. */
  readonly columns?: number;
}

export interface TextBlock extends BlockBase {
  readonly kind: 'text';
  readonly content: readonly Inline[];
  /** The one child of its container: a text without an element of its own belongs to that. */
  readonly isAlone?: boolean;
  /** Level of a heading, 1 to 4. */
  readonly level?: number;
}

export interface ListBlock extends BlockBase {
  readonly kind: 'list';
  readonly isOrdered: boolean;
  readonly items: readonly ListItem[];
}

export interface ListItem extends BlockBase {
  readonly number: number;
  readonly children: readonly Block[];
}

export interface DescriptionBlock extends BlockBase {
  readonly kind: 'descriptions';
  readonly groups: readonly DescriptionGroup[];
}

export interface DescriptionGroup {
  readonly terms: readonly ContainerBlock[];
  readonly details: readonly ContainerBlock[];
}

export interface TableBlock extends BlockBase {
  readonly kind: 'table';
  readonly caption?: ContainerBlock;
  readonly columnCount: number;
  readonly widths?: readonly number[];
  readonly head: readonly TableRow[];
  readonly body: readonly TableRow[];
}

export interface TableRow extends BlockBase {
  readonly cells: readonly TableCell[];
}

export interface TableCell extends BlockBase {
  readonly isHeader: boolean;
  readonly scope?: 'Row' | 'Column' | 'Both';
  readonly column: number;
  readonly columnSpan: number;
  readonly rowSpan: number;
  readonly children: readonly Block[];
}

interface DrawingBlock extends BlockBase {
  readonly kind: 'drawing';
  readonly drawing: Drawing;
}

interface RuleBlock extends BlockBase {
  readonly kind: 'rule';
}

export type Block =
  ContainerBlock | TextBlock | ListBlock | DescriptionBlock | TableBlock | DrawingBlock | RuleBlock;

export type Inline = TextNode | BreakNode | SpanNode;

interface TextNode {
  readonly kind: 'text';
  readonly text: string;
}

interface BreakNode {
  readonly kind: 'break';
}

export interface SpanNode {
  readonly kind: 'span';
  readonly tag: string;
  readonly classes: readonly string[];
  readonly children: readonly Inline[];
  readonly id?: string;
  readonly lang?: string;
  readonly dir?: Direction;
  readonly href?: string;
  readonly label?: string;
  /** Long form of an abbreviation. */
  readonly expansion?: string;
  readonly isHidden: boolean;
}
