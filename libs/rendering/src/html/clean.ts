import { Recent } from './recent';

const LINE_BREAKS_AND_TABS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
// Embeddings, overrides and isolates reorder text around them; the templates isolate right-to-left runs by element.
const BIDI_CONTROLS = '\\u202A-\\u202E\\u2066-\\u2069';
const DEPRECATED_FORMATS = '\\u206A-\\u206F\\uFFF9-\\uFFFB\\u{E0000}-\\u{E007F}';
const UNPRINTABLE = new RegExp(
  `[\\p{Cc}${BIDI_CONTROLS}${DEPRECATED_FORMATS}\\uFEFF\\p{Noncharacter_Code_Point}]`,
  'gu',
);
const LONE_SURROGATES = /\p{Surrogate}/gu;
// All of the above and a few others: a quick test that most texts pass.
const MAY_BE_UNCLEAN =
  /[\p{Cc}\p{Surrogate}\u2028-\u202E\u2066-\u206F\uFDD0-\uFDEF\uFEFF\uFFF9-\u{10FFFF}]/u;

/**
 * The printable part of a text from outside: line breaks become spaces, control characters and bidi overrides go, lone
 * surrogates become U+FFFD. Joiners and direction marks stay, since Persian and Arabic spelling needs them.
 */
export function cleanText(text: string): string {
  if (!MAY_BE_UNCLEAN.test(text)) return text;
  return text
    .replace(LINE_BREAKS_AND_TABS, ' ')
    .replace(UNPRINTABLE, '')
    .replace(LONE_SURROGATES, '\uFFFD');
}

/** The first character of a text that `cleanText` would not print, as `U+202E`; null where there is none. */
export function unprintableIn(text: string): string | null {
  const rest = text.replace(LINE_BREAKS_AND_TABS, '');
  const sign = [...(rest.match(UNPRINTABLE) ?? []), ...(rest.match(LONE_SURROGATES) ?? [])][0];
  const code = sign?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return code === undefined ? null : `U+${code}`;
}

/** The same plain data with every string cleaned; the very same where all of it is clean. */
export function cleanDeep<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (isClean(value)) return value;
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  return Object.fromEntries(
    Object.entries(value as object).map(([key, item]) => [key, clean(item)]),
  );
}

function isClean(value: unknown): boolean {
  if (typeof value === 'string') return !MAY_BE_UNCLEAN.test(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isClean);
}

const LINK_SCHEMES = new Set(['http:', 'https:', 'mailto:']);

// A template asks whether there is a link and then for it, edition after edition.
const links = new Recent<string | false>(2_000);

/** The address in normal form when a reader may follow it, or null: it is then printed as text. */
export function safeLink(address: string | null): string | null {
  if (address === null) return null;
  return links.of(address, () => linkTo(address)) || null;
}

function linkTo(address: string): string | false {
  try {
    const url = new URL(address);
    // A name before the host passes for the host.
    const namesUser = url.username !== '' || url.password !== '';
    return LINK_SCHEMES.has(url.protocol) && !namesUser && url.href;
  } catch {
    return false;
  }
}

/** A path on the service's own host, or null. A second slash would name another host. */
export function safePath(path: string | null): string | null {
  return path !== null && /^\/(?![/\\])[\w\-./~%?=&:+@]*$/.test(path) ? path : null;
}

// Asking Intl takes about a millisecond, and the names that it knows are few.
const knownTimeZones = new Map<string, string>();

/**
 * A time zone of the tz database in its usual spelling, under the name that was given and no older one. `UTC` when
 * there is no such zone.
 */
export function safeTimeZone(timeZone: string): string {
  const known = knownTimeZones.get(timeZone);
  if (known !== undefined) return known;
  try {
    const usual = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
    // For Europe/Kyiv, Intl gives the name that it had before 2022.
    const name = usual.toLowerCase() === timeZone.toLowerCase() ? usual : timeZone;
    knownTimeZones.set(timeZone, name);
    return name;
  } catch {
    return 'UTC';
  }
}
