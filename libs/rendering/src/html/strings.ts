import { WirebriefError } from '@wirebrief/kernel';

import { unprintableIn } from './clean';
import { Recent } from './recent';
import { jsonFault, jsonLines, lineOfEntry } from './json-lines';
import { TemplateError } from './template-problem';

/** A text, or its plural forms by CLDR category. */
export type Text = string | Readonly<Record<string, string>>;

/** The words of one language, by dotted key. */
export interface Strings {
  readonly language: string;
  readonly texts: ReadonlyMap<string, Text>;
}

const PLURAL_CATEGORIES = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);
const CATEGORIES = [...PLURAL_CATEGORIES].join(', ');

interface Tree {
  readonly [key: string]: string | Tree;
}

/** Reads the content of a strings file; throws WB_TEMPLATE_STRINGS that names the file. */
export function parseStrings(content: string, file: string, language: string): Strings {
  return { language, texts: new Map(flatten(parseTree(content, file), '')) };
}

function parseTree(content: string, file: string): Tree {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    const { line, text } = jsonFault(content, error);
    throw notTexts(file, line, text);
  }
  const wrong = wrongEntry(json, []);
  if (wrong === null) return json as Tree;
  const name = wrong.path.length === 0 ? 'the whole' : `"${wrong.path.join('.')}"`;
  throw notTexts(file, lineOfEntry(jsonLines(content), wrong.path), `${name} ${wrong.fault}`);
}

interface WrongEntry {
  readonly path: readonly string[];
  readonly fault: string;
}

/** The first value that is no text and no object of texts. */
function wrongEntry(value: unknown, path: readonly string[]): WrongEntry | null {
  if (typeof value === 'string' && path.length > 0) return wrongText(value, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { path, fault: 'is neither a text nor an object of texts' };
  for (const [key, child] of Object.entries(value)) {
    const wrong = wrongEntry(child, [...path, key]);
    if (wrong !== null) return wrong;
  }
  const forms = Object.keys(value).filter((key) => PLURAL_CATEGORIES.has(key) && key !== 'other');
  return forms.length === 0 || isPlural(value as Tree)
    ? null
    : { path, fault: `has plural forms, but not "other" and others of ${CATEGORIES} alone` };
}

function wrongText(text: string, path: readonly string[]): WrongEntry | null {
  const sign = unprintableIn(text);
  return sign === null ? null : { path, fault: `holds the invisible character ${sign}` };
}

/** The names in braces that a text leaves to be filled. */
export function placeholdersOf(text: Text): readonly string[] {
  const forms = typeof text === 'string' ? [text] : Object.values(text);
  return forms.flatMap((form) => Array.from(form.matchAll(/\{(\w+)\}/g), ([, name = '']) => name));
}

function notTexts(file: string, line: number, text: string): WirebriefError {
  const remedy = 'Write the file as JSON whose values are texts or objects of texts.';
  return new TemplateError({ code: 'WB_TEMPLATE_STRINGS', file, line, text, remedy });
}

function flatten(node: Tree, prefix: string): [string, Text][] {
  return Object.entries(node).flatMap(([key, value]): [string, Text][] => {
    const path = `${prefix}${key}`;
    if (typeof value === 'string') return [[path, value]];
    if (isPlural(value)) return [[path, value]];
    return flatten(value, `${path}.`);
  });
}

function isPlural(node: Tree): node is Readonly<Record<string, string>> {
  const entries = Object.entries(node);
  return (
    'other' in node &&
    entries.every(([key, value]) => PLURAL_CATEGORIES.has(key) && typeof value === 'string')
  );
}

/**
 * The text of a key with its `{placeholders}` filled; a text with plural forms is chosen by `count`. Throws
 * WB_TEMPLATE_STRINGS for an unknown key.
 */
export function translate(
  strings: Strings,
  key: string,
  values: Readonly<Record<string, unknown>> = {},
): string {
  const text = strings.texts.get(key);
  if (text === undefined) throw unknownKey(strings, key);
  return filled(pluralForm(text, values['count'], strings.language), values);
}

// To split a text takes longer than to fill it.
const splitForms = new Recent<readonly string[]>(1_000);

function filled(form: string, values: Readonly<Record<string, unknown>>): string {
  if (!form.includes('{')) return form;
  const parts = splitForms.of(form, () => form.split(/\{(\w+)\}/));
  // At odd places stand the names.
  return parts
    .map((part, at) => {
      if (at % 2 === 0) return part;
      return part in values ? String(values[part]) : `{${part}}`;
    })
    .join('');
}

// Rules take as long to build as a page of text to translate.
const pluralRules = new Map<string, Intl.PluralRules>();

function pluralForm(text: Text, count: unknown, language: string): string {
  if (typeof text === 'string') return text;
  const rules = pluralRules.get(language) ?? new Intl.PluralRules(language);
  pluralRules.set(language, rules);
  const category = rules.select(Number(count));
  return text[category] ?? text['other'] ?? '';
}

function unknownKey(strings: Strings, key: string): WirebriefError {
  return new WirebriefError(
    'WB_TEMPLATE_STRINGS',
    'invalid',
    `There is no text "${key}" in strings.${strings.language}.json.`,
    `Add "${key}" to that file, or correct the key in the template.`,
  );
}
