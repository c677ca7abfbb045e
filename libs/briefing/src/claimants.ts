import { type Claimant } from '@wirebrief/claims';

import { type LiveClaim } from './live-claims';
import { nameKey } from './names';
import { withinSentence } from './phrases';

/** Who speaks, as a key. */
export const claimantKey = ({ speaker }: LiveClaim): string => speaker;

/** Who speaks, as named within a sentence. */
export function claimantLabel({ claim, article }: LiveClaim): string {
  return claim.claimant === null ? article.identity.outlet : withinSentence(claim.claimant.name);
}

/** The fullest name of several that share a key; the outlet where they are in its own voice. */
export function fullestLabel(claims: readonly LiveClaim[]): string {
  const names = claims.map(({ claim, voice }) =>
    claim.claimant === null ? voice : withinSentence(claim.claimant.name),
  );
  return longestOf(names);
}

/** The first of the longest; empty where there is none. */
export const longestOf = (names: readonly string[]): string =>
  names.reduce((best, name) => (name.length > best.length ? name : best), '');

/** Tells whether a speaker belongs to the party that struck. */
export interface StrikingParty {
  readonly includes: (claimant: Claimant | null) => boolean;
}

/**
 * The striking party: whoever the story or the claims name as having struck, and the official bodies that defend or
 * accept the strike as their own.
 */
export function strikingParty(
  names: readonly string[],
  owners: readonly Claimant[],
): StrikingParty {
  const idOf = ({ name, role, apart }: Claimant): string => `${role}|${apart === true}|${name}`;
  const distinct = new Map(owners.filter(isOfficial).map((owner) => [idOf(owner), owner]));
  const tokens = new Set([...new Set(names)].flatMap(partyTokens));
  const keys = new Set([...distinct.values()].map(nameKey));
  const isOne = (claimant: Claimant): boolean =>
    keys.has(nameKey(claimant)) || partyTokens(claimant.name).some((token) => tokens.has(token));
  // A story asks of the same few at each of their claims.
  const known = new Map<string, boolean>();
  return {
    includes: (claimant) => {
      if (claimant === null || !isOfficial(claimant)) return false;
      const id = idOf(claimant);
      const answer = known.get(id) ?? isOne(claimant);
      known.set(id, answer);
      return answer;
    },
  };
}

const isOfficial = (claimant: Claimant): boolean =>
  claimant.role === 'official' || claimant.role === 'body';

const COMMON = new Set(
  'united states forces force army military government ministry command of the and'.split(' '),
);

/** Proper words of a party's name and its initials: `United States` gives `us`, `u.s`. */
function partyTokens(name: string): readonly string[] {
  const proper = name.match(/\p{Lu}[\p{L}.]*/gu) ?? [];
  const words = proper.map((word) => word.toLowerCase().replaceAll('.', ''));
  const initials = [...name.matchAll(/(?:\p{Lu}\p{L}+ ){1,3}\p{Lu}\p{L}+/gu)].map((match) =>
    match[0]
      .split(' ')
      .map((word) => word[0])
      .join('')
      .toLowerCase(),
  );
  return [...words.filter((word) => word.length > 1 && !COMMON.has(word)), ...initials];
}
