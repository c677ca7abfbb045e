import type PDFDocument from 'pdfkit';

import { serialize } from './serialize';

type Reference = PDFDocument.Reference;

export interface TagAttributes {
  readonly lang?: string;
  readonly alternative?: string;
  /** The text to read in place of the glyphs. */
  readonly actualText?: string;
  readonly expansion?: string;
  readonly title?: string;
  readonly scope?: 'Row' | 'Column' | 'Both';
  readonly columnSpan?: number;
  readonly rowSpan?: number;
  readonly numbering?: 'Decimal' | 'Disc' | 'None';
  /** Left, bottom, right, top in points from the lower left corner of the page. */
  readonly boundingBox?: readonly [number, number, number, number];
}

type Kid =
  | Tag
  | { readonly page: Reference; readonly mcid: number }
  | { readonly page: Reference; readonly annotation: Reference };

/** An element of the structure tree, in the order in which its parts are attached. */
export interface Tag {
  type: string;
  parent: Tag | undefined;
  attributes: TagAttributes;
  readonly kids: Kid[];
  isAttached: boolean;
  reference?: Reference;
}

export const NO_ATTRIBUTES: TagAttributes = {};

export function createTag(
  type: string,
  parent: Tag | undefined,
  attributes: TagAttributes = NO_ATTRIBUTES,
): Tag {
  return { type, parent, attributes, kids: [], isAttached: parent === undefined };
}

/** Puts the tag and those around it into the tree, after what is there already. */
export function attach(tag: Tag): Tag {
  if (tag.isAttached || tag.parent === undefined) return tag;
  attach(tag.parent);
  tag.isAttached = true;
  tag.parent.kids.push(tag);
  return tag;
}

/** Writes the tree. References must have been given to every tag that content points to. */
export function writeTags(document: PDFDocument, root: Tag): void {
  const treeRoot = document.getStructTreeRoot();
  treeRoot.data['K'] = referenceOf(document, root);
  writeTag(document, root, String(treeRoot));
}

export function referenceOf(document: PDFDocument, tag: Tag): Reference {
  tag.reference ??= document.ref({});
  return tag.reference;
}

function writeTag(document: PDFDocument, tag: Tag, parent: string): void {
  const reference = referenceOf(document, tag);
  const page = tag.kids.find((kid) => 'mcid' in kid)?.page;
  // Written as text at once: there are more of these than of all other objects.
  let kids = '';
  let count = 0;
  for (const kid of tag.kids) {
    if ('type' in kid && !isWorthTagging(kid)) continue;
    kids += count === 0 ? kidText(document, kid, page) : ` ${kidText(document, kid, page)}`;
    count += 1;
  }
  let text = `<</S/${tag.type}/P ${parent}`;
  if (page !== undefined) text += `/Pg ${String(page)}`;
  if (count > 0) text += count === 1 ? `/K ${kids}` : `/K[${kids}]`;
  text += `${attributesText(tag.attributes)}>>`;
  reference.data = { toString: () => text };
  reference.end();
  const name = String(reference);
  for (const kid of tag.kids)
    if ('type' in kid && isWorthTagging(kid)) writeTag(document, kid, name);
}

const KEPT_EMPTY: ReadonlySet<string> = new Set(['TD', 'TH', 'TR']);

/** Empty cells keep a table regular; other empty elements say nothing. */
function isWorthTagging(tag: Tag): boolean {
  if (KEPT_EMPTY.has(tag.type)) return true;
  return tag.kids.some((kid) => !('type' in kid) || isWorthTagging(kid));
}

function kidText(document: PDFDocument, kid: Kid, page: Reference | undefined): string {
  if ('type' in kid) return String(referenceOf(document, kid));
  const elsewhere = kid.page === page ? undefined : kid.page;
  if ('annotation' in kid) return serialize({ Type: 'OBJR', Obj: kid.annotation, Pg: elsewhere });
  return elsewhere === undefined
    ? String(kid.mcid)
    : serialize({ Type: 'MCR', Pg: elsewhere, MCID: kid.mcid });
}

/** The entries of a dictionary. */
function attributesText(attributes: TagAttributes): string {
  if (attributes === NO_ATTRIBUTES) return '';
  const { lang, alternative, actualText, expansion, title } = attributes;
  const told =
    entry('Lang', lang) +
    entry('Alt', alternative) +
    entry('ActualText', actualText) +
    entry('E', expansion) +
    entry('T', title);
  return ownedText(attributes) + told;
}

const entry = (key: string, text: string | undefined): string =>
  text === undefined ? '' : `/${key}${serialize(pdfString(text))}`;

/** Cells, lists and figures each have attributes of one owner. */
function ownedText({ numbering, boundingBox, ...cell }: TagAttributes): string {
  if (numbering !== undefined) return `/A<</O/List/ListNumbering/${numbering}>>`;
  if (boundingBox !== undefined)
    return `/A<</O/Layout/Placement/Block/BBox[${boundingBox.join(' ')}]>>`;
  const { scope, columnSpan = 1, rowSpan = 1 } = cell;
  if (scope === undefined && columnSpan === 1 && rowSpan === 1) return '';
  const side = scope === undefined ? '' : `/Scope/${scope}`;
  const across = columnSpan === 1 ? '' : `/ColSpan ${columnSpan}`;
  const down = rowSpan === 1 ? '' : `/RowSpan ${rowSpan}`;
  return `/A<</O/Table${side}${across}${down}>>`;
}

/** PDFKit tells strings from names by the String object. */
export function pdfString(text: string): object {
  return Object(
    text.length <= LONGEST_STRING ? text : `${text.slice(0, LONGEST_STRING)}…`,
  ) as object;
}

// PDF/A-3 allows 32,767 bytes (6.1.13), and a character may take two.
const LONGEST_STRING = 16_000;
