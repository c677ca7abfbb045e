import { type Claimant, type PositionClaim } from '@wirebrief/claims';

import { POSITION_LINES } from './data/position-lines';
import { type Sentence } from './sentences';

const OFFICIAL: ReadonlySet<Claimant['role']> = new Set([
  'official',
  'unnamed official',
  'body',
  'document',
]);

/** The line that an official claimant is reported to take in this sentence, or null. */
export function readPosition(
  text: string,
  sentence: Sentence,
  claimant: Claimant,
  saidOn: string | null,
): PositionClaim | null {
  if (!OFFICIAL.has(claimant.role)) return null;
  const words = text.slice(sentence.start, sentence.end);
  const line = POSITION_LINES.find(([, pattern]) => pattern.test(words))?.[0];
  if (line === undefined) return null;
  return {
    kind: 'position',
    quote: { start: sentence.start, end: sentence.end, text: words },
    claimant,
    actor: claimant.name,
    line,
    saidOn,
  };
}
