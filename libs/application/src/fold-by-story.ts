import { recordedEvents } from '@wirebrief/kernel';

import { fromRecorded, type LoggedFact } from './event-codec';
import { type LogFold } from './projection';
import { storiesOf } from './stories-of';

export interface StoryFold<State, Fact> {
  readonly isFact: (fact: LoggedFact) => fact is Extract<LoggedFact, Fact>;
  readonly initialState: State;
  /** Gives the same object where the fact changes nothing. */
  readonly evolve: (state: State, fact: Fact) => State;
  /** A state that is over is removed. */
  readonly isOver?: (state: State) => boolean;
}

/** Folds the facts of one kind into the state of each story that they concern. */
export function foldByStory<State, Fact>({
  isFact,
  initialState,
  evolve,
  isOver = () => false,
}: StoryFold<State, Fact>): LogFold<State>['fold'] {
  return (states, commit) => {
    const touched = new Set<string>();
    for (const fact of recordedEvents(commit).map(fromRecorded).filter(isFact)) {
      for (const storyId of storiesOf(fact)) {
        const before = states.get(storyId) ?? initialState;
        const after = evolve(before, fact);
        if (after === before) continue;
        if (isOver(after)) states.delete(storyId);
        else states.set(storyId, after);
        touched.add(storyId);
      }
    }
    return touched;
  };
}
