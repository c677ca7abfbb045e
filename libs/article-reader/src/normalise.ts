/**
 * The text as it is stored and quoted: NFC, lines ending in `\n` without trailing spaces, no control characters but
 * `\n` and `\t`, no invisible marks that break words apart, no blank lines at either end, at most one in a row.
 */
export function normaliseText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])\p{Cc}|[\u00AD\u200B\uFEFF]/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

const LONGEST_FIELD = 500;

/** One line for a headline, an outlet or a byline; undefined when nothing is left. */
export function normaliseLine(text: string | undefined): string | undefined {
  const line = normaliseText(text ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  if (line === '') return undefined;
  return line.length <= LONGEST_FIELD ? line : `${line.slice(0, LONGEST_FIELD - 2).trimEnd()}…`;
}
