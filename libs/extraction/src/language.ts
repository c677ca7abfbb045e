import { STOP_WORDS } from './data/stop-words';

const SAMPLE = 2_500;
const FEWEST_WORDS = 12;

/**
 * The primary tag of the language, told by its commonest words. A declared tag decides unless the text plainly
 * speaks another language; short or undecided text counts as English.
 */
export function detectLanguage(text: string, declared: string): string {
  const tag = declared.trim().toLowerCase().split(/[-_]/)[0] ?? '';
  const script = otherScript(text);
  if (script !== null) return script;
  const words =
    text
      .slice(0, SAMPLE)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  if (words.length < FEWEST_WORDS) return tag === '' ? 'en' : tag;
  const scores = Object.entries(STOP_WORDS).map(([language, stops]) => ({
    language,
    share: shareOf(words, stops),
  }));
  scores.sort((a, b) => b.share - a.share);
  const best = scores[0];
  if (best === undefined || best.share < 0.08) return tag === '' ? 'en' : tag;
  return best.language;
}

function shareOf(words: readonly string[], stops: ReadonlySet<string>): number {
  return words.filter((word) => stops.has(word)).length / words.length;
}

function otherScript(text: string): string | null {
  const sample = text.slice(0, SAMPLE);
  const foreign = sample.match(/[^\P{L}\p{Script=Latin}]/gu)?.length ?? 0;
  if (foreign * 4 < sample.length) return null;
  if (/\p{Script=Cyrillic}/u.test(sample)) return 'ru';
  if (/\p{Script=Arabic}/u.test(sample)) return 'ar';
  return 'und';
}
