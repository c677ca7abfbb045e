import { type ArticleUpdateInput } from '@wirebrief/newsroom';
import { normaliseText } from './normalise';

const LONGEST_HEADLINE = 140;
const FEWEST_HEADLINE_WORDS = 3;

/**
 * Text as it came. Its first line is the headline only where it stands alone, begins with a capital and does not end
 * as a sentence does; dates and names are not guessed.
 */
export function readPlainText(text: string): ArticleUpdateInput {
  const normalised = normaliseText(text);
  const [, first = '', rest = ''] = /^([^\n]+)\n\n([^]+)$/.exec(normalised) ?? [];
  return isHeadline(first) ? { headline: first.trim(), text: rest } : { text: normalised };
}

function isHeadline(line: string): boolean {
  const text = line.trim();
  if (text.length === 0 || text.length > LONGEST_HEADLINE) return false;
  if (text.split(/\s+/).length < FEWEST_HEADLINE_WORDS) return false;
  const isLabel = /^[\p{L} ]{1,20}:/u.test(text) || /^by\s/i.test(text);
  return /^["“‘']?[\p{Lu}\p{Lo}\d]/u.test(text) && !/[.!?…:;,]["”’')\]]*$/.test(text) && !isLabel;
}
