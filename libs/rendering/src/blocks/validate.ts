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
  const rule = ELEMENTS[name];
  if (rule === undefined) refuse(`unknown element <${name}>`, line);
  const inside = rule.inside;
  if (inside !== undefined && (parent === undefined || !inside.includes(parent))) {
    refuse(`<${name}> must stand inside <${inside.join('>, <')}>`, line);
  }
}

/** Throws WB_TEMPLATE_VOCABULARY for an attribute, a value or a URL scheme that the vocabulary lacks. */
export function checkAttribute(element: string, name: string, value: string, line: number): void {
  const known =
    GLOBAL.has(name) || OWN.get(element)?.has(name) === true || name.startsWith('data-');
  if (!known) refuse(`unknown attribute ${name} on <${element}>`, line);
  if (name === 'href') checkUrl(element, value, line);
  if (name === 'lang' && !LANGUAGE.test(value)) {
    refuse(`lang="${value}" on <${element}> is not a language tag`, line);
  }
  if (name === 'dir' && !['ltr', 'rtl', 'auto'].includes(value)) {
    refuse(`dir="${value}" on <${element}> is none of ltr, rtl, auto`, line);
  }
  checkHint(element, name, value, line);
}

function checkHint(element: string, name: string, value: string, line: number): void {
  if (!(name in HINTS)) return;
  const { values } = HINTS[name as keyof typeof HINTS];
  const isKnown =
    values instanceof RegExp ? values.test(value) : (values as readonly string[]).includes(value);
  if (!isKnown) refuse(`${name}="${value}" on <${element}> is not a known hint`, line);
}

function checkUrl(element: string, url: string, line: number): void {
  if (url.startsWith('#') && url.length > 1) return;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== undefined && (URL_SCHEMES as readonly string[]).includes(scheme)) return;
  refuse(`href="${url.slice(0, 80)}" on <${element}> is not http, https, mailto or #id`, line);
}

export function refuse(what: string, line: number): never {
  throw new WirebriefError('WB_TEMPLATE_VOCABULARY', 'invalid', `Line ${line}: ${what}.`, REMEDY);
}
