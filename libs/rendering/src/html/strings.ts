import { messageOf, WirebriefError } from '@wirebrief/kernel';
import { z } from 'zod';

/** A text, or its plural forms by CLDR category. */
type Text = string | Readonly<Record<string, string>>;

/** The words of one language, by dotted key. */
export interface Strings {
  readonly language: string;
  readonly texts: ReadonlyMap<string, Text>;
}

const PLURAL_CATEGORIES = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

interface Tree {
  readonly [key: string]: string | Tree;
}
const tree: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), tree])));

/** Reads the content of a strings file; throws WB_TEMPLATE_STRINGS that names the file. */
export function parseStrings(content: string, file: string, language: string): Strings {
  return { language, texts: new Map(flatten(parseTree(content, file), '')) };
}

function parseTree(content: string, file: string): Tree {
  try {
    return tree.parse(JSON.parse(content));
  } catch (cause) {
    throw new WirebriefError(
      'WB_TEMPLATE_STRINGS',
      'invalid',
      `${file} is not an object of texts: ${messageOf(cause)}`,
      'Write it as JSON whose values are texts or objects of texts.',
      { cause },
    );
  }
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
  const form = pluralForm(text, values['count'], strings.language);
  if (!form.includes('{')) return form;
  return form.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    name in values ? String(values[name]) : placeholder,
  );
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
