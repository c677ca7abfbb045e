import Handlebars from 'handlebars';

const escape = (text: string): string => Handlebars.escapeExpression(text);

const RTL =
  '\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}';
// A run may hold spaces, joiners, marks and inner punctuation, but begins and ends with a letter or a mark of its script.
const RTL_RUN = new RegExp(
  `[${RTL}](?:[${RTL}\\p{M}\\p{P}\\p{Z}\\u200C-\\u200F]*[${RTL}\\p{M}])?`,
  'gu',
);
// The blocks of those scripts: a cheap test that most texts fail.
const MAY_HOLD_RTL = /[\u0590-\u08FF\uFB1D-\uFEFC]/;

/**
 * Text as markup: escaped, with each right-to-left run isolated, so that a name does not drag the numbers and
 * brackets beside it to its other side.
 */
export function textMarkup(text: string): string {
  if (!MAY_HOLD_RTL.test(text)) return escape(text);
  let markup = '';
  let end = 0;
  for (const match of text.matchAll(RTL_RUN)) {
    markup += `${escape(text.slice(end, match.index))}<bdi>${escape(match[0])}</bdi>`;
    end = match.index + match[0].length;
  }
  return markup + escape(text.slice(end));
}

/** The same for what is no markup: U+2068 and U+2069 isolate each right-to-left run. */
export function isolatedText(text: string): string {
  return MAY_HOLD_RTL.test(text) ? text.replace(RTL_RUN, '\u2068$&\u2069') : text;
}

/** An element with escaped attributes around content that is already markup. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | null>>,
  content: string,
): string {
  let start = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== null) start += ` ${key}="${escape(value)}"`;
  return `${start}>${content}</${name}>`;
}
