import { type Claimant, type PositionClaim, type PositionLine } from '@wirebrief/claims';

import { POSITION_LINES } from './data/position-lines';
import { type Sentence } from './sentences';

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
  /\b(?:but|and) (?=(?:also |has |have |had |until \p{L}+ )*(?:said|says|added|promised|apologi[sz]ed|ordered|opened|defended)\b|(?:is|was|were|are) (?:now |still )?(?:investigating|assessing|reviewing|looking|checking)\b)/u;

interface Holder {
  readonly claimant: Claimant;
  /** False for a body of another side than the one that struck. */
  readonly isStriker: boolean;
}

/** The lines that an official claimant is reported to take in `words`, a part of the quoted sentence. */
export function readPositions(
  text: string,
  { sentence, words }: { readonly sentence: Sentence; readonly words: Span },
  { claimant, isStriker }: Holder,
  saidOn: string | null,
): readonly PositionClaim[] {
  if (!OFFICIAL.has(claimant.role)) return [];
  const { start, end, lower } = sentence;
  const quote = { start, end, text: text.slice(start, end) };
  const parts = lower.slice(words.start - start, words.end - start).split(NEXT_STATEMENT);
  const lines = new Set(parts.flatMap((part) => lineOf(part, lower, isStriker) ?? []));
  return [...lines].map((line) => ({
    kind: 'position',
    quote,
    claimant,
    actor: claimant.name,
    line,
    saidOn,
  }));
}

// Only whoever struck can accept an error; of others the same words are a view.
function lineOf(part: string, sentence: string, isStriker: boolean): PositionLine | undefined {
  const line = POSITION_LINES.find(
    ({ pattern, unless }) => pattern.test(part) && unless?.test(sentence) !== true,
  )?.line;
  return line === 'concedes' && !isStriker ? 'states' : line;
}
