import { type Decider, WirebriefError } from '@wirebrief/kernel';

import { type EditionEvent, type EditionIssued } from './story.events';

export interface IssueEdition {
  readonly type: 'IssueEdition';
  readonly edition: Omit<EditionIssued['data'], 'supersedes'>;
}

/** Number of the newest edition; 0 before the first. */
export type EditionCount = number;

/** Editions of one story are numbered from 1 without gaps and never change. */
export const editionDecider: Decider<IssueEdition, EditionCount, EditionEvent> = {
  initialState: 0,
  decide: ({ edition }, count) => {
    if (edition.number !== count + 1) throw takenError(edition.number, count);
    return [
      { type: 'EditionIssued', data: { ...edition, supersedes: count === 0 ? null : count } },
    ];
  },
  evolve: (_, event) => event.data.number,
};

function takenError(number: number, count: number): WirebriefError {
  return new WirebriefError(
    'WB_EDITION_TAKEN',
    'conflict',
    `Edition ${number} cannot be issued: ${count} are out.`,
    'Compose again on the newest edition and issue the next number.',
  );
}
