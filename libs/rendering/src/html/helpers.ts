import { type Citation } from '@wirebrief/briefing';
import Handlebars, { type HelperOptions } from 'handlebars';

import { safeLink, safePath } from './clean';
import { isDay } from './dates';
import { type DocumentContext } from './document-context';
import { directionOf, languageName, languageTag } from './language';
import { element, textMarkup } from './markup';
import { translate } from './strings';

type Markup = InstanceType<typeof Handlebars.SafeString>;

const markup = (text: string): Markup => new Handlebars.SafeString(text);
// Handlebars hands its options over as the last argument, typed as unknown data.
const documentOf = (options: HelperOptions): DocumentContext =>
  (options.data as { readonly document: DocumentContext }).document;

/** Every helper that a template may use; docs/templates.md describes them. */
export const HELPERS = {
  /** `{{t "key"}}`, `{{t "prefix" word}}`, with the values of placeholders as `name=value`. */
  t(key: string, ...rest: [HelperOptions] | [string, HelperOptions]): string {
    const options = rest.length === 1 ? rest[0] : rest[1];
    const path = rest.length === 1 ? key : `${key}.${rest[0]}`;
    return translate(documentOf(options).strings, path, options.hash);
  },
  /** Text of the reporting or of the briefing, with right-to-left runs isolated. */
  prose(text: string): Markup {
    return markup(textMarkup(text));
  },
  /** Words of a source in quotation marks, in the language of the source: by its citations or by its tag. */
  quoted(text: string, from: readonly Citation[] | string | null, options: HelperOptions): Markup {
    const document = documentOf(options);
    const language = typeof from === 'string' ? from : languageOf(document, from ?? []);
    const attributes = languageAttributes(document, language);
    const content = textMarkup(
      translate(document.strings, quotationKey(text, attributes), { text }),
    );
    return markup(element('span', { class: 'quote', ...attributes }, content));
  },
  /** The citations of what stands before, each a link to its quote. */
  cites(citations: readonly Citation[], options: HelperOptions): Markup {
    if (citations.length === 0) return markup('');
    const links = citations.map((citation) => citationMarkup(documentOf(options), citation));
    return markup(`&#160;${element('span', { class: 'cites' }, links.join(' '))}`);
  },
  /** Says that what follows stands in a section, so that back-links can name it. */
  enter(section: string, options: HelperOptions): string {
    documentOf(options).register.enter(section);
    return '';
  },
  placesOf(anchor: string, options: HelperOptions): unknown {
    return documentOf(options).register.placesOf(anchor);
  },
  /** Those quotes that the document cited so far, or those sources that it cited or quoted. */
  citedOf(items: readonly Citable[], options: HelperOptions): readonly Citable[] {
    const { register } = documentOf(options);
    return items.filter((item) =>
      [item, ...(item.quotes ?? [])].some(({ anchor }) => register.isCited(anchor)),
    );
  },
  instant(time: string, options: HelperOptions): Markup {
    const { dates } = documentOf(options);
    return markup(timeMarkup(time, isDay(time) ? dates.day(time) : dates.instant(time)));
  },
  utc(time: string, options: HelperOptions): Markup {
    return markup(timeMarkup(time, documentOf(options).dates.utc(time)));
  },
  day(date: string, options: HelperOptions): Markup {
    return markup(timeMarkup(date, documentOf(options).dates.day(date)));
  },
  /** A day as bare text, for drawings and attributes. */
  dayText(date: string, options: HelperOptions): string {
    return documentOf(options).dates.day(date);
  },
  list(items: readonly (string | number)[], options: HelperOptions): string {
    return items.join(translate(documentOf(options).strings, 'listSeparator'));
  },
  /** `a third official` as it stands at the beginning of a line. */
  capitalised(text: string, options: HelperOptions): string {
    const [first = ''] = text;
    return first.toLocaleUpperCase(documentOf(options).language) + text.slice(first.length);
  },
  /** True when the outlets tell more than the speaker, who may be the outlet itself. */
  otherOutlets(speaker: string, outlets: readonly string[]): boolean {
    return outlets.some((outlet) => !speaker.startsWith(outlet));
  },
  /** The address where a reader may follow it, or null. */
  link(address: string | null): string | null {
    return safeLink(address);
  },
  /** A path on the service's own host, or null. */
  path(path: string | null): string | null {
    return safePath(path);
  },
  languageAttributes(language: string | null, options: HelperOptions): Markup {
    const attributes = languageAttributes(documentOf(options), language);
    return markup(
      Object.entries(attributes)
        .map(([name, value]) => ` ${name}="${value}"`)
        .join(''),
    );
  },
  /** The name of a language in the document's own, or its tag. */
  languageName(tag: string, options: HelperOptions): string {
    return languageName(documentOf(options).language, tag);
  },
  /** The first twelve characters of a hash. */
  short(hash: string): string {
    return hash.slice(0, 12);
  },
  is(this: unknown, left: unknown, right: unknown, options: HelperOptions): string {
    return left === right ? options.fn(this) : options.inverse(this);
  },
  /** The style sheet of the folder, with the theme's tokens. */
  style(options: HelperOptions): Markup {
    return markup(documentOf(options).css);
  },
} as const;

interface Citable {
  readonly anchor: string;
  readonly quotes?: readonly { readonly anchor: string }[];
}

function citationMarkup(document: DocumentContext, citation: Citation): string {
  const content = textMarkup(translate(document.strings, 'cite', { label: citation.label }));
  const place = document.register.cite(citation);
  if (place === null) return element('span', { class: 'cite' }, content);
  return element('a', { class: 'cite', id: place.id, href: `#${citation.anchor}` }, content);
}

function quotationKey(text: string, attributes: Readonly<Record<string, string>>): string {
  // Guillemets turn round with the direction of the text; English quotation marks do not.
  if (attributes['dir'] === 'rtl') return 'quotedRightToLeft';
  return /["“”]/.test(text) ? 'quotedWithin' : 'quoted';
}

function timeMarkup(time: string, text: string): string {
  const isMachineReadable =
    isDay(time) || /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(time);
  return isMachineReadable
    ? element('time', { datetime: time }, textMarkup(text))
    : textMarkup(text);
}

function languageOf(document: DocumentContext, citations: readonly Citation[]): string | null {
  const anchor = citations[0]?.anchor;
  return anchor === undefined ? null : (document.languageOf.get(anchor) ?? null);
}

function languageAttributes(
  document: DocumentContext,
  language: string | null,
): Readonly<Record<string, string>> {
  const tag = language === null ? null : languageTag(language);
  if (tag === null || tag === document.language) return {};
  return { lang: tag, dir: directionOf(tag) };
}
