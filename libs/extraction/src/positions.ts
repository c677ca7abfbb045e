import { type Claimant, type PositionClaim } from '@wirebrief/claims';

import { POSITION_LINES } from './data/position-lines';

interface Span {
  readonly start: number;
  readonly end: number;
}

const OFFICIAL: ReadonlySet<Claimant['role']> = new Set([
  'official',
  'unnamed official',
  'body',
  'document',
]);

/** The line that an official claimant is reported to take in `words`, a part of the quoted sentence, or null. */
export function readPosition(
  text: string,
  { sentence, words }: { readonly sentence: Span; readonly words: Span },
  claimant: Claimant,
  saidOn: string | null,
): PositionClaim | null {
  if (!OFFICIAL.has(claimant.role)) return null;
  const said = text.slice(words.start, words.end);
  const line = POSITION_LINES.find(([, pattern]) => pattern.test(said))?.[0];
  if (line === undefined) return null;
  const { start, end } = sentence;
  const quote = { start, end, text: text.slice(start, end) };
  return { kind: 'position', quote, claimant, actor: claimant.name, line, saidOn };
}
