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

// `denied the raid but promised an inquiry` states two lines.
const NEXT_STATEMENT =
  /\b(?:but|and) (?:also |has |have |had )?(?:said|says|added|promised|apologi[sz]ed|ordered|opened)\b/u;

/** The lines that an official claimant is reported to take in `words`, a part of the quoted sentence. */
export function readPositions(
  text: string,
  { sentence, words }: { readonly sentence: Span; readonly words: Span },
  claimant: Claimant,
  saidOn: string | null,
): readonly PositionClaim[] {
  if (!OFFICIAL.has(claimant.role)) return [];
  const { start, end } = sentence;
  const quote = { start, end, text: text.slice(start, end) };
  const parts = text.slice(words.start, words.end).split(NEXT_STATEMENT);
  const lines = new Set(
    parts.flatMap((part) => POSITION_LINES.find(([, pattern]) => pattern.test(part))?.[0] ?? []),
  );
  return [...lines].map((line) => ({
    kind: 'position',
    quote,
    claimant,
    actor: claimant.name,
    line,
    saidOn,
  }));
}
