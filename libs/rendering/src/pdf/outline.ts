import type PDFDocument from 'pdfkit';

import { type Bookmark } from './box';
import { pdfString } from './tags';

export interface PlacedBookmark extends Bookmark {
  readonly page: number;
  readonly x: number;
  /** Distance from the top of the page. */
  readonly y: number;
}

interface Item extends PlacedBookmark {
  readonly reference: PDFDocument.Reference;
  readonly children: Item[];
}

/** Bookmarks as a tree by level, all of it open. PDFKit's own outline leaves out the counts. */
export function writeOutline(
  document: PDFDocument,
  bookmarks: readonly PlacedBookmark[],
  pages: readonly PDFDocument.Page[],
): void {
  if (bookmarks.length === 0) return;
  const items = nest(document, bookmarks);
  const root = document.ref({});
  writeChildren(root, items, pages);
  root.data = { Type: 'Outlines', ...root.data, Count: countOf(items) };
  root.end();
  document._root.data['Outlines'] = root;
  document._root.data['PageMode'] = 'UseOutlines';
}

function nest(document: PDFDocument, bookmarks: readonly PlacedBookmark[]): readonly Item[] {
  const top: Item[] = [];
  const open: Item[] = [];
  for (const bookmark of bookmarks) {
    const item = { ...bookmark, reference: document.ref({}), children: [] };
    while ((open.at(-1)?.level ?? 0) >= bookmark.level) open.pop();
    (open.at(-1)?.children ?? top).push(item);
    open.push(item);
  }
  return top;
}

function writeChildren(
  parent: PDFDocument.Reference,
  items: readonly Item[],
  pages: readonly PDFDocument.Page[],
): void {
  items.forEach((item, index) => {
    const page = pages[item.page];
    const { reference, children } = item;
    writeChildren(reference, children, pages);
    reference.data = {
      Title: pdfString(item.title),
      Parent: parent,
      ...(index === 0 ? {} : { Prev: items[index - 1]?.reference }),
      ...(index === items.length - 1 ? {} : { Next: items[index + 1]?.reference }),
      ...reference.data,
      ...(children.length === 0 ? {} : { Count: countOf(children) }),
      Dest: destination(page, item),
    };
    reference.end();
  });
  const ends = { First: items[0]?.reference, Last: items.at(-1)?.reference };
  if (items.length > 0) parent.data = { ...parent.data, ...ends };
}

function countOf(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + 1 + countOf(item.children), 0);
}

/** A place on a page as PDF destination, or null for a page that is not there. */
export function destination(
  page: PDFDocument.Page | undefined,
  place: { readonly x: number; readonly y: number },
): unknown {
  if (page === undefined) return null;
  return [page.dictionary, 'XYZ', Math.round(place.x), Math.round(page.height - place.y), null];
}
