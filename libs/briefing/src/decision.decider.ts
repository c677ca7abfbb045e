import { canonicalJson, type Decider, WirebriefError } from '@wirebrief/kernel';

import { type Decision, type DecisionType } from './decision';
import { type DecisionMade } from './story.events';

export interface RecordDecision {
  readonly type: 'RecordDecision';
  readonly decision: Omit<DecisionMade['data'], 'number'>;
}

/** The decisions of a story, in order of their numbers. */
export type DecisionBook = readonly {
  readonly number: number;
  readonly decision: Decision;
  readonly isUndone: boolean;
}[];

/** Decisions of one story are numbered from 1. One that holds already is not recorded again. */
export const decisionDecider: Decider<RecordDecision, DecisionBook, DecisionMade> = {
  initialState: [],
  decide: ({ decision: made }, book) => {
    const { decision } = made;
    const isSettled =
      decision.type === 'undo'
        ? undoable(book, decision.decision).isUndone
        : holding(book, decision) !== undefined;
    if (isSettled) return [];
    return [{ type: 'DecisionMade', data: { ...made, number: book.length + 1 } }];
  },
  evolve: (book, { data: { number, decision } }) => [
    ...book.map((entry) =>
      decision.type === 'undo' && decision.decision === entry.number
        ? { ...entry, isUndone: true }
        : entry,
    ),
    { number, decision, isUndone: false },
  ],
};

/** Number of the decision that says the same and still holds. */
export function holding(book: DecisionBook, decision: Decision): number | undefined {
  const ofFamily = book.filter(
    (entry) => !entry.isUndone && familyOf(entry.decision) === familyOf(decision),
  );
  // What came after it in its family may have changed what it says; a note says what it says.
  const candidates = decision.type === 'note' ? ofFamily : ofFamily.slice(-1);
  const same = candidates.find(
    (entry) => canonicalJson(entry.decision) === canonicalJson(decision),
  );
  return same?.number;
}

/** Number of the decision by which another one holds no longer. */
export function undoneBy(book: DecisionBook, number: number): number | null {
  const undo = book.find(
    ({ decision }) => decision.type === 'undo' && decision.decision === number,
  );
  return undo?.number ?? null;
}

const FAMILIES: Partial<Readonly<Record<DecisionType, string>>> = {
  accept: 'verdict',
  reject: 'verdict',
  'merge-claimants': 'claimants',
  'split-claimants': 'claimants',
  'merge-articles': 'articles',
  'split-articles': 'articles',
  'merge-incidents': 'incidents',
  'split-incident': 'incidents',
};

/** Decisions of one family, on one claim where they are on claims, overrule one another. */
function familyOf(decision: Decision): string {
  const family = FAMILIES[decision.type] ?? decision.type;
  return 'claim' in decision ? `${family} ${decision.claim}` : family;
}

function undoable(book: DecisionBook, number: number): DecisionBook[number] {
  const entry = book.find((one) => one.number === number);
  if (entry === undefined)
    throw new WirebriefError(
      'WB_DECISION_UNKNOWN',
      'not-found',
      book.length === 0
        ? 'No decision has been made on this story.'
        : `There is no decision ${number}; there are 1 to ${book.length}.`,
      'List them: wirebrief decisions list STORY, or GET /stories/:id/decisions.',
    );
  if (entry.decision.type === 'undo')
    throw new WirebriefError(
      'WB_DECISION_UNDO',
      'conflict',
      `Decision ${number} itself undoes decision ${entry.decision.decision}; it cannot be undone.`,
      'Decide again what is to hold.',
    );
  return entry;
}
