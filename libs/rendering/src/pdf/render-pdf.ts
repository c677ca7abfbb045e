import { sha256 } from '@wirebrief/kernel';
import type PDFDocument from 'pdfkit';

import { compileHtml } from '../blocks/compile';
import { type FontLibrary, openFontLibrary } from '../fonts/library';
import { forgetShapes, keepShapes } from '../kept-shapes';
import { attachFile, type PdfAttachment } from './attachment';
import { createCompactDocument } from './compact-document';
import { openDeflate } from './deflate';
import { layoutDocument } from './layout';
import { type Area } from './layout-context';
import { writeLinks } from './links';
import { writeOutline } from './outline';
import { createPagePainter } from './page-painter';
import { createPageContentPainter, type Findings } from './paint';
import { paginate } from './paginate';
import { paintRunningText } from './running-text';
import { styleResolverOf } from './style';
import { collectTags, OWNER } from './tag-numbers';
import { createTag, writeTags } from './tags';
import { findTargets } from './targets';
import { PAGE_SIZES, type Theme } from './theme';
import { accessibilityXmp } from './xmp';

export interface PdfMeta {
  readonly title: string;
  /** BCP 47 tag of the document. */
  readonly language: string;
  readonly author?: string;
  readonly subject?: string;
  readonly keywords?: string;
  /** ISO 8601; the only time in the file, so that equal input gives equal bytes. */
  readonly createdAt: string;
  /** Head of the pages after the first; the title where it is left out. */
  readonly runningHead?: string;
  /** Foot of each page with {page} and {pages}; `Page {page} of {pages}` where it is left out. */
  readonly pageLabel?: string;
}

export interface PdfOptions {
  readonly theme: Theme;
  readonly meta: PdfMeta;
  readonly attachment?: PdfAttachment;
}

/**
 * A tagged PDF (PDF/UA-1 and PDF/A-3a) of an HTML text in the vocabulary of the templates. Equal
 * input gives equal bytes in every process. Throws WB_TEMPLATE_VOCABULARY for HTML outside it.
 */
export async function renderPdf(html: string, options: PdfOptions): Promise<Uint8Array> {
  const { theme, meta } = options;
  const [{ default: PdfKit }, deflate, laidOut] = await Promise.all([
    import('pdfkit'),
    openDeflate(),
    layOut(html, theme, meta.language),
  ]);
  const { pages, root, tags, styles, fonts, size, direction } = laidOut;
  const { margins } = theme.page;

  const { document, finish } = createCompactDocument(PdfKit, documentOptions(options), deflate);

  document._id = Buffer.from(sha256(`${html}\n${JSON.stringify(meta)}`).slice(0, 32), 'hex');
  attachFile(document, options.attachment);
  const painter = createPagePainter(document);
  const findings: Findings = { links: [], bookmarks: [] };
  const targets = findTargets(pages, margins.top);
  const paintContent = createPageContentPainter({
    painter,
    styles,
    fonts,
    findings,
    tags,
    targets,
    pageHeight: size.height,
    marginTop: margins.top,
  });
  const running = {
    head: meta.runningHead ?? meta.title,
    foot: meta.pageLabel ?? 'Page {page} of {pages}',
  };
  const finished: PDFDocument.Page[] = [];
  pages.forEach((content, index) => {
    painter.beginPage();
    finished.push(document.page);
    paintContent(content, index);
    const frame = { ...size, margins };
    const place = { page: index + 1, pages: pages.length };
    paintRunningText(running, place, { frame, painter, styles, direction });
    painter.endPage();
  });
  writeLinks(document, findings.links, { pages: finished, targets });
  writeTags(document, root);
  writeOutline(document, findings.bookmarks, finished);
  document.appendXML(accessibilityXmp(meta.language));
  document._root.data['PageLabels'] = { Nums: [0, { S: 'D' }] };
  const bytes = await finish();
  if (pages.length > MOST_PAGES_KEPT) forgetShapes();
  else keepShapes('pdf', { laidOut, document, painter, paintContent, findings, targets });
  return bytes;
}

/** Some 0.3 MiB each. */
const MOST_PAGES_KEPT = 30;

/** What every PDF in this theme needs, loaded once for the process. */
export async function loadForPdf(theme: Theme): Promise<void> {
  await Promise.all([import('pdfkit'), openDeflate(), fontsOf(theme)]);
}

const fontsOf = ({ fonts }: Theme): Promise<FontLibrary> =>
  openFontLibrary(fonts.faces, fonts.fallback);

/** How many pages the HTML text takes in this theme. */
export async function countPages(html: string, theme: Theme): Promise<number> {
  return (await layOut(html, theme, 'en')).pages.length;
}

async function layOut(html: string, theme: Theme, lang: string) {
  const fonts = await fontsOf(theme);
  const body = compileHtml(html);
  const styles = styleResolverOf(theme, fonts);
  const { margins } = theme.page;
  const size = PAGE_SIZES[theme.page.size];
  const pageHeight = size.height - margins.top - margins.bottom;
  const root = createTag('Document', undefined);
  const tags = [root];
  const area: Area = {
    x: margins.left,
    width: size.width - margins.left - margins.right,
    style: styles.root,
    tag: { number: OWNER, type: root.type },
    lang,
    direction: body.dir ?? 'ltr',
    isContents: false,
  };
  const settings = { styles, pageHeight, tags: collectTags(tags) };
  const pages = paginate(layoutDocument(body, area, settings), pageHeight);
  return { pages, root, tags, styles, fonts, size, direction: area.direction };
}

function documentOptions({ theme, meta }: PdfOptions): PDFDocument.Options {
  const { title, author, subject, keywords, createdAt, language } = meta;
  return {
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: language,
    displayTitle: true,
    autoFirstPage: false,
    // Annotations are added to finished pages, once it is known where their targets stand.
    bufferPages: true,
    font: '',
    size: theme.page.size === 'A4' ? 'A4' : 'LETTER',
    margins: theme.page.margins,
    info: {
      Title: title,
      ...(author === undefined ? {} : { Author: author }),
      ...(subject === undefined ? {} : { Subject: subject }),
      ...(keywords === undefined ? {} : { Keywords: keywords }),
      Creator: 'Wirebrief',
      Producer: 'Wirebrief with PDFKit',
      CreationDate: new Date(createdAt),
    },
  };
}
