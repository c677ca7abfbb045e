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
  const best = commonest(words);
  if (best === undefined || best.share < 0.08) return tag === '' ? 'en' : tag;
  return best.language;
}

interface Score {
  readonly language: string;
  readonly share: number;
}

// One look-up a word: each word counts for every language that has it.
function commonest(words: readonly string[]): Score | undefined {
  const counts = LANGUAGES.map(() => 0);
  for (const word of words)
    for (const at of LANGUAGES_OF.get(word) ?? []) counts[at] = (counts[at] ?? 0) + 1;
  return LANGUAGES.map((language, at) => ({ language, share: (counts[at] ?? 0) / words.length }))
    .sort((a, b) => b.share - a.share)
    .at(0);
}

const LANGUAGES = Object.keys(STOP_WORDS);
const LANGUAGES_OF = new Map<string, number[]>();
LANGUAGES.forEach((language, at) => {
  for (const word of STOP_WORDS[language] ?? [])
    LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), at]);
});

function otherScript(text: string): string | null {
  const sample = text.slice(0, SAMPLE);
  const foreign = sample.match(/[^\P{L}\p{Script=Latin}]/gu)?.length ?? 0;
  if (foreign * 4 < sample.length) return null;
  if (/\p{Script=Cyrillic}/u.test(sample)) return 'ru';
  if (/\p{Script=Arabic}/u.test(sample)) return 'ar';
  return 'und';
}
