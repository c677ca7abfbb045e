import type PDFDocument from 'pdfkit';

import { destination } from './outline';
import { serialize } from './serialize';
import { attach, createTag, pdfString, referenceOf, type Tag } from './tags';
import { type Link } from './text-runs';

/** One stretch of a link on one line. */
export interface LinkArea {
  readonly link: Link;
  readonly tag: Tag | undefined;
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Target {
  readonly page: number;
  readonly x: number;
  readonly y: number;
}

interface Places {
  readonly pages: readonly PDFDocument.Page[];
  readonly targets: ReadonlyMap<string, Target>;
}

/**
 * Writes link annotations once all pages exist, so that they can point forwards. A link to an id
 * that the document lacks stays plain text.
 */
export function writeLinks(
  document: PDFDocument,
  areas: readonly LinkArea[],
  places: Places,
): void {
  const actions = new Map<string, string | undefined>();
  for (const area of areas) {
    const { tag } = area;
    if (tag === undefined) continue;
    const { href } = area.link;
    if (!actions.has(href)) actions.set(href, actionOf(href, places));
    const action = actions.get(href);
    if (action === undefined) tag.type = 'Span';
    else writeLink(document, { ...area, tag }, action);
  }
}

function writeLink(
  document: PDFDocument,
  area: LinkArea & { readonly tag: Tag },
  action: string,
): void {
  const { link, tag } = area;
  const page = document.switchToPage(area.page);
  const reference = document.ref({});
  page.annotations.push(reference);
  const key = document.createStructParentTreeNextKey();
  document.getStructParentTree().add(key, referenceOf(document, attach(tag)));
  tag.kids.push({ page: page.dictionary, annotation: reference });
  const contents = serialize(pdfString(link.label === '' ? link.href : link.label));
  const rectangle = rectangleOf(area, page).join(' ');
  // 6.3.2 of PDF/A-3: printed, and not hidden.
  const text = `<</Subtype/Link/Contents${contents}${action}/Type/Annot/Rect[${rectangle}]/Border[0 0 0]/F 4/StructParent ${key}>>`;
  reference.data = { toString: () => text };
  reference.end();
}

/** In whole points: digits of a place compress badly, and no one points more exactly. */
function rectangleOf({ x, y, width, height }: LinkArea, page: PDFDocument.Page): readonly number[] {
  return [x, page.height - y - height, x + width, page.height - y].map(Math.round);
}

/** The entry of an annotation that says where it leads. */
function actionOf(href: string, { pages, targets }: Places): string | undefined {
  if (!href.startsWith('#')) return `/A${serialize({ S: 'URI', URI: pdfString(asciiUrl(href)) })}`;
  const target = targets.get(href.slice(1));
  return target && `/Dest${serialize(destination(pages[target.page], target))}`;
}

/** PDF takes URIs in ASCII only. */
function asciiUrl(href: string): string {
  return URL.canParse(href) ? new URL(href).href : encodeURI(href);
}

/** A Link element with content on one page only; the next page gets one of its own. */
export function createLinkTags(): (tag: Tag, page: number) => Tag {
  const pageOf = new Map<Tag, number>();
  const later = new Map<Tag, Map<number, Tag>>();
  return (tag, page) => {
    const first = pageOf.get(tag) ?? page;
    pageOf.set(tag, first);
    if (first === page) return tag;
    const copies = later.get(tag) ?? new Map<number, Tag>();
    later.set(tag, copies);
    const copy = copies.get(page) ?? createTag(tag.type, tag.parent, tag.attributes);
    copies.set(page, copy);
    return copy;
  };
}
