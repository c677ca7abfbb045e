import { type FigureClaim } from '@wirebrief/claims';

// What marks a number as an earlier one: words before it in its own quote.
const EARLIER =
  /\b(?:earlier|previous(?:ly)?|initial(?:ly)?|original(?:ly)?|at first|first (?:said|put|reported|spoke)|before(?:,| that)|(?<!\bsa(?:id|ys?) (?:that )?(?:it|they) )had (?:said|reported|put|spoken|given|counted)|up from|down from|raised from|revised from|instead of|rather than|it was reported that|preliminary|provisional|(?:higher|lower|larger|smaller|more|less) than the (?:one|figure|number|toll|count)|on the first (?:night|day|evening|morning))\b/iu;
const REACH = 110;

/** Marks the figures that the article itself reports as earlier or withdrawn: one of the same kind stands against them. */
export function markCorrected(
  text: string,
  claims: readonly FigureClaim[],
): readonly FigureClaim[] {
  return claims.map((claim) =>
    isOvertaken(text, claim, claims) ? { ...claim, status: 'corrected' as const } : claim,
  );
}

function isOvertaken(text: string, claim: FigureClaim, claims: readonly FigureClaim[]): boolean {
  if (claim.status !== 'asserted' || claim.increment) return false;
  const at = text.indexOf(claim.wording, claim.quote.start);
  const before = text.slice(Math.max(claim.quote.start, at - REACH), at);
  if (!EARLIER.test(before)) return false;
  return claims.some(
    (other) => other !== claim && isRival(claim, other) && !EARLIER.test(other.quote.text),
  );
}

function isRival(claim: FigureClaim, other: FigureClaim): boolean {
  return (
    other.status === 'asserted' &&
    !other.increment &&
    other.effect === claim.effect &&
    other.incident.key === claim.incident.key &&
    other.group === claim.group &&
    (other.min ?? other.max) !== (claim.min ?? claim.max)
  );
}
