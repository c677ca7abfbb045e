import { type Claim } from '@wirebrief/claims';
import { sha256 } from '@wirebrief/kernel';

/**
 * Ids of an article's claims, in their order: `<articleId>.c<12 hex digits>`. A claim is its quote in its article and
 * what the quote is read for, and no place in a list: another analyser, or another revision with the same words, finds
 * it under the same id. The id holds no word of the text.
 */
export function claimIdsOf(articleId: string, claims: readonly Claim[]): readonly string[] {
  const known = IDS.get(claims);
  if (known !== undefined) return known;
  const readings = new Map<string, string[]>();
  const ids = claims.map((claim) => {
    const identity = identityOf(claim);
    const siblings = readings.get(identity) ?? [];
    readings.set(identity, siblings);
    const detail = detailOf(claim);
    if (!siblings.includes(detail)) siblings.push(detail);
    const hash = sha256(`${articleId}|${identity}|${siblings.indexOf(detail)}`);
    return `${articleId}.c${hash.slice(0, 12)}`;
  });
  IDS.set(claims, ids);
  return ids;
}

const IDS = new WeakMap<readonly Claim[], readonly string[]>();

/** The article of a claim. */
export const articleOfClaim = (claimId: string): string =>
  claimId.slice(0, claimId.lastIndexOf('.'));

function identityOf(claim: Claim): string {
  return [claim.kind, wordsOf(claim.quote.text), ...subjectOf(claim)].join('|');
}

/** What the quote is read for: a better reading of the same number or option is the same claim. */
function subjectOf(claim: Claim): readonly string[] {
  switch (claim.kind) {
    case 'figure':
      return [claim.effect, String(claim.min ?? claim.max)];
    case 'strike fact':
      return [claim.aspect];
    case 'position':
      return [];
    case 'option':
      return [claim.option, String(claim.constraint)];
  }
}

/** Tells apart what one quote says twice: "three women and three children". Repeats of the same words are one claim. */
function detailOf(claim: Claim): string {
  switch (claim.kind) {
    case 'figure':
      return claim.group;
    case 'strike fact':
      return claim.value;
    case 'position':
      return `${claim.actor}|${claim.line}`;
    case 'option':
      return claim.claimant?.name ?? '';
  }
}

/** Typography and white space do not make another quote. */
function wordsOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
