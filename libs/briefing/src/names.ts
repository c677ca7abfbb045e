import { type Claimant } from '@wirebrief/claims';

const TITLES =
  /^(?:the|a|an|gen|general|lt|col|colonel|maj|major|adm|admiral|capt|captain|sgt|mr|mrs|ms|dr|sir|president|secretary|minister|spokesman|spokeswoman|spokesperson|former|then|army|navy|marine|corps|air|force)\.?$/;

/** A speaker by name, as a key: titles, articles and punctuation do not make another one. */
export function nameKey(claimant: Claimant): string {
  const words = wordsOf(claimant.name);
  if (claimant.apart === true) return `apart:${words.join(' ')}`;
  const kept = claimant.role === 'official' ? words.filter((word) => !TITLES.test(word)) : words;
  // A named person is known by the last name once titles are gone: "Gen. Jane Roe" and "Roe".
  const name = claimant.role === 'official' && kept.length <= 3 ? kept.at(-1) : kept.join(' ');
  return `${claimant.role === 'official' ? 'person' : 'voice'}:${name ?? words.join(' ')}`;
}

/** Equal names are written alike but for case, punctuation and articles. */
export const comparableName = (name: string): string => wordsOf(name).join(' ');

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== 'the' && word !== 'a' && word !== 'an');
}
