import { normaliseLine, normaliseText } from '../normalise';
import { pageDate } from './dates';
import { type LinkedArticle, linkedArticleIn } from './json-ld';
import { elementsIn, type Element, textIn } from './page';
import { type ArticleUpdateInput } from '@wirebrief/newsroom';

export interface PageMetadata {
  readonly fields: Omit<ArticleUpdateInput, 'text'>;
  /** `articleBody` of the page's JSON-LD, for pages whose text is set in by a script. */
  readonly body: string | undefined;
}

interface Page {
  /** Content of each meta element by its lower-case name or property; the first of a name holds. */
  readonly meta: ReadonlyMap<string, string>;
  readonly elements: readonly Element[];
  readonly linked: LinkedArticle;
}

/** What the page says of itself; nothing is guessed from its address or its wording. */
export function metadataOf(root: Element): PageMetadata {
  const elements = elementsIn(root);
  const page = {
    meta: metaOf(elements),
    elements,
    linked: linkedArticleIn(elements) ?? { types: [] },
  };
  const published = publishedOf(page);
  const fields = {
    url: urlOf(page),
    outlet: outletOf(page),
    headline: headlineOf(page),
    byline: bylineOf(page),
    published,
    updated: updatedOf(page, published),
    language: languageOf(page),
    genre: genreOf(page),
    note: noteOf(page),
  };
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { fields: Object.fromEntries(known), body: page.linked.body };
}

function metaOf(elements: readonly Element[]): ReadonlyMap<string, string> {
  const meta = new Map<string, string>();
  for (const { tag, attributes } of elements) {
    const key = attributes['property'] ?? attributes['name'] ?? attributes['http-equiv'];
    const content = attributes['content']?.trim();
    if (tag !== 'meta' || key === undefined || content === undefined || content === '') continue;
    if (!meta.has(key.toLowerCase())) meta.set(key.toLowerCase(), content);
  }
  return meta;
}

function firstMeta({ meta }: Page, names: readonly string[]): string | undefined {
  return names.map((name) => meta.get(name)).find((value) => value !== undefined);
}

function firstElement(
  { elements }: Page,
  fits: (element: Element) => boolean,
): Element | undefined {
  return elements.find(fits);
}

const hasToken = (element: Element, attribute: string, token: string) =>
  (element.attributes[attribute] ?? '').split(/\s+/).includes(token);

function outletOf(page: Page): string | undefined {
  return normaliseLine(
    firstMeta(page, ['og:site_name']) ??
      page.linked.publisher ??
      firstMeta(page, ['application-name', 'dc.publisher', 'publisher']),
  );
}

/** The title that the page gives to others before the one in its window bar, which often ends with the outlet. */
function headlineOf(page: Page): string | undefined {
  const headings = page.elements.filter((element) => element.tag === 'h1').map(textIn);
  const title = page.elements.find((element) => element.tag === 'title');
  const candidates = [
    firstMeta(page, ['og:title', 'twitter:title']),
    page.linked.headline,
    headings.length === 1 ? headings[0] : undefined,
    title && textIn(title),
  ];
  const headline = candidates.map(normaliseLine).find((text) => text !== undefined);
  return headline && withoutOutlet(headline, outletOf(page));
}

function withoutOutlet(headline: string, outlet: string | undefined): string {
  const at = headline.search(/\s[-|–—•:]\s[^-|–—•:]+$/u);
  const ending = headline.slice(at).replace(/^\s\S\s/, '');
  return at > 0 && ending === outlet ? headline.slice(0, at) : headline;
}

function bylineOf(page: Page): string | undefined {
  const element = firstElement(
    page,
    (item) => hasToken(item, 'rel', 'author') || hasToken(item, 'itemprop', 'author'),
  );
  const named = [page.linked.author, firstMeta(page, ['author', 'article:author', 'dc.creator'])];
  const byline = named.find((text) => text !== undefined && !/^https?:/.test(text));
  return normaliseLine((byline ?? (element && textIn(element)))?.replace(/^\s*by\s+/i, ''));
}

const PUBLISHED_META = [
  ...[
    'article:published_time',
    'og:published_time',
    'date',
    'pubdate',
    'publishdate',
    'publish-date',
  ],
  ...['dc.date.issued', 'dc.date', 'dcterms.created', 'sailthru.date', 'parsely-pub-date'],
];

function publishedOf(page: Page): string | undefined {
  const candidates = [page.linked.published, ...PUBLISHED_META.map((name) => page.meta.get(name))];
  return candidates.map(pageDate).find((date) => date !== undefined) ?? shownDate(page);
}

/** A date that the page shows: marked as the article's, else the only one there is. */
function shownDate(page: Page): string | undefined {
  const marked = firstElement(
    page,
    (item) => hasToken(item, 'itemprop', 'datePublished') || 'pubdate' in item.attributes,
  );
  const times = page.elements.filter((item) => item.tag === 'time');
  const shown = marked ?? (times.length === 1 ? times[0] : undefined);
  if (shown === undefined) return undefined;
  const { datetime, content } = shown.attributes;
  return pageDate(datetime ?? content ?? textIn(shown));
}

/** Themes and caches set the modification date freely: one before the publication says nothing. */
function updatedOf(page: Page, published: string | undefined): string | undefined {
  const marked = firstElement(page, (item) => hasToken(item, 'itemprop', 'dateModified'));
  const candidates = [
    page.linked.modified,
    firstMeta(page, ['article:modified_time', 'og:updated_time', 'dcterms.modified']),
    marked?.attributes['datetime'] ?? marked?.attributes['content'],
  ];
  const updated = candidates.map(pageDate).find((date) => date !== undefined);
  if (updated === undefined || published === undefined) return updated;
  return Date.parse(updated) < Date.parse(published) ? undefined : updated;
}

function languageOf(page: Page): string | undefined {
  const root = firstElement(page, (item) => item.tag === 'html');
  const candidates = [
    root?.attributes['lang'],
    root?.attributes['xml:lang'],
    page.linked.language,
    firstMeta(page, ['content-language', 'og:locale', 'language']),
  ];
  return candidates
    .map((text) => text?.trim().replaceAll('_', '-'))
    .find((text) => text !== undefined && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text));
}

const LONGEST_URL = 2000;

function urlOf(page: Page): string | undefined {
  const canonical = firstElement(
    page,
    (item) => item.tag === 'link' && hasToken(item, 'rel', 'canonical'),
  );
  const candidates = [canonical?.attributes['href'], firstMeta(page, ['og:url']), page.linked.url];
  return candidates
    .map((text) => text?.trim() ?? '')
    .find((text) => text.length <= LONGEST_URL && /^https?:\/\//i.test(text) && URL.canParse(text));
}

/** Opinion and analysis do not feed the toll, so only the page's own word for it counts. */
function genreOf(page: Page): 'analysis' | 'opinion' | undefined {
  const types = page.linked.types.join(' ');
  const section = (firstMeta(page, ['article:section', 'section']) ?? '').toLowerCase();
  if (
    /Opinion|Review/.test(types) ||
    /^(?:opinion|opinions|editorial|op-ed|commentary)$/.test(section)
  ) {
    return 'opinion';
  }
  return /Analysis/.test(types) || section === 'analysis' ? 'analysis' : undefined;
}

const LONGEST_NOTE = 5000;

function noteOf(page: Page): string | undefined {
  const note = normaliseText(page.linked.correction ?? '').trim();
  return note === '' ? undefined : note.slice(0, LONGEST_NOTE);
}
