import { type Decider } from '@wirebrief/kernel';

import { type EditionEvent, type EditionIssued } from './story.events';

export interface IssueEdition {
  readonly type: 'IssueEdition';
  readonly edition: Omit<EditionIssued['data'], 'number' | 'supersedes'>;
}

/** Number of the newest edition; 0 before the first. */
export type EditionCount = number;

/** Editions of one story are numbered from 1 without gaps and never change. */
export const editionDecider: Decider<IssueEdition, EditionCount, EditionEvent> = {
  initialState: 0,
  decide: (command, count) => [
    {
      type: 'EditionIssued',
      data: { ...command.edition, number: count + 1, supersedes: count === 0 ? null : count },
    },
  ],
  evolve: (_, event) => event.data.number,
};
