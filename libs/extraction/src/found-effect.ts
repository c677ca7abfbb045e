import { type Effect } from '@wirebrief/claims';

/** An effect found for a counted phrase: how near its word stands, and the tokens of that word. */
export interface FoundEffect {
  readonly effect: Effect;
  /** Side of the phrase on which the deciding word stands. */
  readonly side: 'left' | 'right';
  /** Words between the phrase and the deciding word. */
  readonly gap: number;
  readonly at: number;
}
