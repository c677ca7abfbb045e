import type PDFDocument from 'pdfkit';

import { destination } from './outline';
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

/**
 * Writes link annotations once all pages exist, so that they can point forwards. A link to an id
 * that the document lacks stays plain text.
 */
export function writeLinks(
  document: PDFDocument,
  areas: readonly LinkArea[],
  places: {
    readonly pages: readonly PDFDocument.Page[];
    readonly targets: ReadonlyMap<string, Target>;
  },
): void {
  for (const area of areas) {
    const { tag } = area;
    if (tag === undefined) continue;
    const action = actionOf(area.link.href, places);
    if (action === undefined) {
      tag.type = 'Span';
      continue;
    }
    const page = document.switchToPage(area.page);
    document.annotate(area.x, area.y, area.width, area.height, {
      Subtype: 'Link',
      Contents: pdfString(area.link.label === '' ? area.link.href : area.link.label),
      ...action,
      structParent: {
        add({ annotationRef }: { readonly annotationRef: PDFDocument.Reference }) {
          const key = document.createStructParentTreeNextKey();
          document.getStructParentTree().add(key, referenceOf(document, attach(tag)));
          annotationRef.data['StructParent'] = key;
          // Digits of a place compress badly, and no one points more exactly.
          annotationRef.data['Rect'] = (annotationRef.data['Rect'] as number[]).map(Math.round);
          tag.kids.push({ page: page.dictionary, annotation: annotationRef });
        },
      },
    });
  }
}

function actionOf(
  href: string,
  { pages, targets }: Parameters<typeof writeLinks>[2],
): Record<string, unknown> | undefined {
  if (!href.startsWith('#')) return { A: { S: 'URI', URI: pdfString(asciiUrl(href)) } };
  const target = targets.get(href.slice(1));
  return target === undefined ? undefined : { Dest: destination(pages[target.page], target) };
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
