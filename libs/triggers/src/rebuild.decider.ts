import {
  type Decider,
  type Position,
  type Problem,
  RETRY,
  retryAt,
  waitsUntil,
} from '@wirebrief/kernel';

import { type RebuildEvent, type RebuildFailed, type RebuildKey } from './rebuild.events';

/** An attempt begins. It has to be recorded before anything is done that can end the process. */
export interface BeginRebuild {
  readonly type: 'BeginRebuild';
  readonly rebuild: RebuildKey;
  /** Of the last that the edition is due for. */
  readonly position: Position;
  /** Now. */
  readonly at: string;
}

export interface FailRebuild {
  readonly type: 'FailRebuild';
  readonly rebuild: RebuildKey;
  readonly problem: Problem;
}

/** Where the attempts at one edition stand. */
export interface RebuildState {
  /** Attempts of which no outcome is known. */
  readonly begun: number;
  /** The next attempt waits until then; null: for nothing. */
  readonly tryAgainAt: string | null;
  /** Why it was given up, until another attempt begins. */
  readonly problem: Problem | null;
}

export const initialRebuildState: RebuildState = { begun: 0, tryAgainAt: null, problem: null };

const LOST: Problem = {
  code: 'WB_REBUILD_LOST',
  message: 'Each process that composed the edition has ended before it was done.',
};

/** The attempts to issue the edition that a story is due for. Its outcome is the edition, on a stream of its own. */
export const rebuildDecider: Decider<BeginRebuild | FailRebuild, RebuildState, RebuildEvent> = {
  initialState: initialRebuildState,
  decide: (command, { begun }) =>
    command.type === 'BeginRebuild' ? [begin(command, begun)] : fail(command, begun),
  evolve: evolveRebuild,
};

export function evolveRebuild(state: RebuildState, event: RebuildEvent): RebuildState {
  switch (event.type) {
    case 'RebuildBegun':
      return { begun: event.data.attempt, tryAgainAt: event.data.tryAgainAt, problem: null };
    case 'RebuildFailed':
      return { ...state, begun: event.data.attempt - 1, tryAgainAt: null };
    case 'RebuildAbandoned':
      return {
        begun: RETRY.attempts - 1,
        tryAgainAt: event.data.tryAgainAt,
        problem: event.data.problem,
      };
  }
}

function begin({ rebuild, position, at }: BeginRebuild, begun: number): RebuildEvent {
  if (begun >= RETRY.attempts) {
    const tryAgainAt = retryAt(at, begun);
    return {
      type: 'RebuildAbandoned',
      data: { ...rebuild, position, attempts: begun, problem: LOST, tryAgainAt },
    };
  }
  const attempt = begun + 1;
  const tryAgainAt = waitsUntil(at, attempt);
  return { type: 'RebuildBegun', data: { ...rebuild, attempt, tryAgainAt } };
}

function fail({ rebuild, problem }: FailRebuild, begun: number): readonly RebuildFailed[] {
  if (begun === 0) return [];
  return [{ type: 'RebuildFailed', data: { ...rebuild, attempt: begun, problem } }];
}
