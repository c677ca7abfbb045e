import {
  type ChoiceModel,
  type ErrorModel,
  type IndexModel,
  type NoticeModel,
  type PageSettings,
  type RecalledModel,
  type StoryModel,
} from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';
import { WirebriefError } from '@wirebrief/kernel';

import { CitationRegister, citableAnchors } from './citation-register';
import { cleanDeep, cleanText } from './clean';
import { type DocumentContext, documentDirection, pageContext } from './document-context';
import { editionView, printableBriefing } from './edition-view';
import { FLASH_STEPS, restOf, shortened } from './flash-steps';
import { lineAt } from './line-at';
import { isolatedText } from './markup';
import { translate } from './strings';
import { type TemplateFolder } from './template-folder';
import { type Templates } from './templates';
import { withNotice } from './with-notice';

/**
 * The edition as one HTML file that loads nothing and runs nothing. The same briefing and templates give the same text
 * on any machine. Throws WB_TEMPLATE_RENDER when a template asks for a field that does not exist, and WB_TEMPLATE_LINK
 * when it links to an id that it does not print. A flash is as long as its step lets it be.
 */
export function renderEditionHtml(
  briefing: Briefing,
  { briefing: folder }: Templates,
  flashStep = FLASH_STEPS[0],
): string {
  const whole = printableBriefing(briefing);
  const printable = whole.kind === 'flash' ? shortened(whole, flashStep) : whole;
  const document: DocumentContext = {
    ...pageContext(folder, printable),
    register: new CitationRegister(citableAnchors(printable)),
    languageOf: quoteLanguages(printable),
  };
  const view = editionView(printable, {
    language: document.language,
    direction: documentDirection(document),
    editionName: editionName(printable, document),
    rest: restOf(whole, flashStep),
  });
  return checkLinks(renderPage(folder, printable.kind, view, document));
}

/** What a file says of the edition in it outside of its pages, in the words of the templates. */
export interface EditionLabels {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  /** Upper left of each page but the first; holds isolates around right-to-left names. */
  readonly runningHead: string;
  /** With {page} and {pages}. */
  readonly pageLabel: string;
}

export function editionLabels(briefing: Briefing, { briefing: folder }: Templates): EditionLabels {
  const document = pageContext(folder, briefing);
  const { strings, language } = document;
  const values = {
    title: cleanText(briefing.story.title),
    edition: editionName(briefing, document),
    publisher: translate(strings, 'publisher'),
  };
  return {
    title: translate(strings, 'document.title', values),
    author: values.publisher,
    language,
    runningHead: translate(strings, 'document.runningHead', {
      ...values,
      title: isolatedText(values.title),
    }),
    pageLabel: translate(strings, 'document.page'),
  };
}

export function renderIndexHtml(model: IndexModel, templates: Templates): string {
  return renderSitePage('index', model, templates);
}

export function renderStoryHtml(model: StoryModel, templates: Templates): string {
  return renderSitePage('story', model, templates);
}

/** The HTML of an issued edition, of whatever templates, with a notice on top. */
export function renderNoticedHtml(
  edition: string,
  notice: NoticeModel,
  templates: Templates,
): string {
  const html = renderSitePage('edition-notice', notice, templates);
  return withNotice(edition, { html, css: templates.noticeCss });
}

export function renderChoiceHtml(model: ChoiceModel, templates: Templates): string {
  return renderSitePage('superseded', model, templates);
}

export function renderRecalledHtml(model: RecalledModel, templates: Templates): string {
  return renderSitePage('recalled', model, templates);
}

export function renderErrorHtml(model: ErrorModel, templates: Templates): string {
  return renderSitePage('error', model, templates);
}

function renderSitePage(page: string, model: PageSettings, { site }: Templates): string {
  const clean = cleanDeep(model);
  const document = pageContext(site, clean);
  const view = { ...clean, language: document.language, direction: documentDirection(document) };
  return renderPage(site, page, view, document);
}

function renderPage(
  { pages }: TemplateFolder,
  name: string,
  view: object,
  document: DocumentContext,
): string {
  const page = pages.get(name);
  if (page !== undefined) return page(view, document);
  throw new WirebriefError(
    'WB_TEMPLATE_MISSING',
    'not-found',
    `The templates have no page ${name}.hbs.`,
    'Point TEMPLATES_DIR at a complete copy of the templates folder.',
  );
}

function editionName({ edition }: Briefing, { strings }: DocumentContext): string {
  return edition.number === 0
    ? translate(strings, 'masthead.oneShot')
    : translate(strings, 'masthead.edition', { number: edition.number });
}

function quoteLanguages({ sources }: Briefing): ReadonlyMap<string, string> {
  return new Map(
    sources.flatMap(({ anchor, language, quotes }): [string, string][] => [
      [anchor, language],
      ...quotes.map((quote): [string, string] => [quote.anchor, language]),
    ]),
  );
}

const ID = ' id="';
const LINK = ' href="#';
const IDS_AND_LINKS = / (?:id="|href="#)[^"]+/g;

function checkLinks(html: string): string {
  const found = html.match(IDS_AND_LINKS) ?? [];
  const named = (start: string): readonly string[] =>
    found.filter((text) => text.startsWith(start)).map((text) => text.slice(start.length));
  const ids = new Set(named(ID));
  const broken = named(LINK).find((id) => !ids.has(id));
  if (broken === undefined) return html;
  const line = lineAt(html, html.indexOf(`${LINK}${broken}"`));
  throw new WirebriefError(
    'WB_TEMPLATE_LINK',
    'invalid',
    `Line ${line}: href="#${broken}" leads to nothing in the document.`,
    'Print the sources after everything that cites them, and every section that the contents name.',
  );
}
