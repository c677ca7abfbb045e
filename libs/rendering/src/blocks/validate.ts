import { WirebriefError } from '@wirebrief/kernel';

import { ELEMENTS, GLOBAL_ATTRIBUTES, HINTS, URL_SCHEMES } from './vocabulary';

const GLOBAL: ReadonlySet<string> = new Set(GLOBAL_ATTRIBUTES);
const OWN = new Map(
  Object.entries(ELEMENTS).map(([name, rule]) => [name, new Set(rule.attributes)] as const),
);
// The well-formed shape of BCP 47 without its registry: enough for PDF/UA-1 rule 7.2-29.
const LANGUAGE = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i;
// htmlparser2 inserts no tbody, so a tr may stand directly in its table.
const REMEDY = 'Use the elements and attributes listed in docs/templates.md.';

/** Throws WB_TEMPLATE_VOCABULARY when the element is unknown or stands where it may not. */
export function checkElement(name: string, parent: string | undefined, line: number): void {
  const fault = elementFault(name) ?? placeFault(name, parent);
  if (fault !== null) refuse(fault, line);
}

/** Throws WB_TEMPLATE_VOCABULARY for an attribute, a value or a URL scheme that the vocabulary lacks. */
export function checkAttribute(element: string, name: string, value: string, line: number): void {
  const fault = attributeFault(element, name) ?? valueFault(element, name, value);
  if (fault !== null) refuse(fault, line);
}

export function elementFault(name: string): string | null {
  return ELEMENTS[name] === undefined ? `unknown element <${name}>` : null;
}

/** What is wrong with an element of the vocabulary that stands inside this one. */
export function placeFault(name: string, parent: string | undefined): string | null {
  const inside = ELEMENTS[name]?.inside;
  return inside === undefined || (parent !== undefined && inside.includes(parent))
    ? null
    : `<${name}> must stand inside <${inside.join('>, <')}>`;
}

export function attributeFault(element: string, name: string): string | null {
  const isKnown =
    GLOBAL.has(name) || OWN.get(element)?.has(name) === true || name.startsWith('data-');
  return isKnown ? null : `unknown attribute ${name} on <${element}>`;
}

export function valueFault(element: string, name: string, value: string): string | null {
  if (name === 'href') return urlFault(element, value);
  if (name === 'lang' && !LANGUAGE.test(value))
    return `lang="${value}" on <${element}> is not a language tag`;
  if (name === 'dir' && !['ltr', 'rtl', 'auto'].includes(value))
    return `dir="${value}" on <${element}> is none of ltr, rtl, auto`;
  return hintFault(element, name, value);
}

function hintFault(element: string, name: string, value: string): string | null {
  if (!(name in HINTS)) return null;
  const { values } = HINTS[name as keyof typeof HINTS];
  const isKnown =
    values instanceof RegExp ? values.test(value) : (values as readonly string[]).includes(value);
  return isKnown ? null : `${name}="${value}" on <${element}> is not a known hint`;
}

function urlFault(element: string, url: string): string | null {
  if (url.startsWith('#') && url.length > 1) return null;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== undefined && (URL_SCHEMES as readonly string[]).includes(scheme)) return null;
  return `href="${url.slice(0, 80)}" on <${element}> is not http, https, mailto or #id`;
}

export function refuse(what: string, line: number): never {
  throw new WirebriefError('WB_TEMPLATE_VOCABULARY', 'invalid', `Line ${line}: ${what}.`, REMEDY);
}
