import { Parser } from 'htmlparser2';

const INLINE = new Set(
  'a strong em b i span cite q time sup sub abbr bdi code small mark'.split(' '),
);
const SKIPPED = new Set(['head', 'script', 'style']);
// What a browser shows as nothing: soft hyphen, zero-width signs, direction marks, controls.
// eslint-disable-next-line no-misleading-character-class
const INVISIBLE = /[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066-\u2069\u202a-\u202e\ufeff]/g;

/** The words of an HTML document that its PDF must hold, in order. */
export function htmlWords(html: string): readonly string[] {
  let text = '';
  let skippedDepth = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      const isLeftOut =
        SKIPPED.has(name) || 'hidden' in attributes || attributes['data-pdf'] === 'skip';
      if (skippedDepth > 0 || isLeftOut) skippedDepth += 1;
      else if (!INLINE.has(name)) text += ' ';
    },
    ontext(part) {
      if (skippedDepth === 0) text += part;
    },
    onclosetag(name) {
      if (skippedDepth > 0) skippedDepth -= 1;
      else if (!INLINE.has(name)) text += ' ';
    },
  });
  parser.end(html);
  return wordsOf(text);
}

/** Words as compared: without invisible signs, and without the quotation marks that `q` brings. */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .replace(INVISIBLE, '')
    .replace(/[\u201c\u201d]/g, '')
    .normalize('NFC');
  return plain.split(/\s+/).filter((word) => word !== '');
}

/** The first word that does not follow the ones before it in `found`; undefined when none is missing. */
export function firstMissingWord(
  wanted: readonly string[],
  found: readonly string[],
): string | undefined {
  let at = 0;
  for (const [index, word] of wanted.entries()) {
    while (at < found.length && found[at] !== word) at += 1;
    if (at === found.length) return `${word} (word ${index + 1} of ${wanted.length})`;
    at += 1;
  }
  return undefined;
}
