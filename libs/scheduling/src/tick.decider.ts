import { type Decider, type Problem, RETRY, retryAt, waitsUntil } from '@wirebrief/kernel';

import { type Tick, type TickEvent, type TickKey } from './tick.events';

export interface FireTick {
  readonly type: 'FireTick';
  readonly tick: Tick;
}

/** An attempt begins. It has to be recorded before anything is done that can end the process. */
export interface BeginTick {
  readonly type: 'BeginTick';
  readonly tick: TickKey;
  /** Now. */
  readonly at: string;
}

export interface SettleTick {
  readonly type: 'SettleTick';
  readonly tick: TickKey;
  readonly outcome: 'issued' | 'unchanged';
  readonly edition: number;
}

export interface FailTick {
  readonly type: 'FailTick';
  readonly tick: TickKey;
  readonly problem: Problem;
  /** Now. */
  readonly at: string;
  /** False when nobody wants it any more. */
  readonly isWanted: boolean;
}

export type TickCommand = FireTick | BeginTick | SettleTick | FailTick;

/** Where one tick stands. */
export interface TickState extends Tick {
  /** `fired` until it has an outcome; `issued`, `unchanged` and `abandoned` are outcomes. */
  readonly status: 'fired' | 'issued' | 'unchanged' | 'abandoned';
  /** Attempts that have begun. */
  readonly begun: number;
  /** Those of them that have failed: also one that was never heard of again once the next one begins. */
  readonly attempts: number;
  /** Of the last failed attempt. */
  readonly problem: Problem | null;
  readonly tryAgainAt: string | null;
  readonly edition: number | null;
}

/** What is known of an attempt of which nothing more was heard. */
const LOST: Problem = {
  code: 'WB_TICK_LOST',
  message: 'The process that composed the edition has ended before it was done.',
};

/** One due time: fired once by whoever is first, worked until it has an outcome. Repeats record nothing. */
export const tickDecider: Decider<TickCommand, TickState | null, TickEvent> = {
  initialState: null,
  decide: (command, state) => {
    if (command.type === 'FireTick')
      return state === null ? [{ type: 'TickFired', data: command.tick }] : [];
    if (state === null) return [];
    if (command.type === 'BeginTick') return begin(command, state);
    return command.type === 'SettleTick' ? settle(command, state) : fail(command, state);
  },
  evolve: evolveTick,
};

export function evolveTick(state: TickState | null, event: TickEvent): TickState | null {
  if (event.type === 'TickFired') {
    const nothing = { begun: 0, attempts: 0, problem: null, tryAgainAt: null, edition: null };
    return state ?? { ...event.data, status: 'fired', ...nothing };
  }
  if (state === null) return null;
  if (event.type === 'TickBegun') {
    const { attempt, tryAgainAt } = event.data;
    const problem = attempt - 1 > state.attempts ? LOST : state.problem;
    return { ...state, begun: attempt, attempts: attempt - 1, problem, tryAgainAt };
  }
  if (event.type === 'TickSettled') {
    const { outcome, edition } = event.data;
    return { ...state, status: outcome, edition, tryAgainAt: null };
  }
  if (event.type === 'TickFailed') {
    const { attempt, problem, tryAgainAt } = event.data;
    return { ...state, begun: attempt, attempts: attempt, problem, tryAgainAt };
  }
  const { attempts, problem } = event.data;
  return { ...state, status: 'abandoned', attempts, problem, tryAgainAt: null };
}

function begin({ at }: BeginTick, state: TickState): readonly TickEvent[] {
  if (state.status !== 'fired') return [];
  if (state.begun >= RETRY.attempts)
    return [
      { type: 'TickAbandoned', data: { ...keyOf(state), attempts: state.begun, problem: LOST } },
    ];
  const attempt = state.begun + 1;
  const tryAgainAt = waitsUntil(at, attempt);
  return [{ type: 'TickBegun', data: { ...keyOf(state), attempt, tryAgainAt } }];
}

/** An edition that was issued for the tick is its outcome, whatever a replica that came later or gave up has said. */
function settle({ outcome, edition }: SettleTick, state: TickState): readonly TickEvent[] {
  const isLast = state.status === 'issued' || (state.status !== 'fired' && outcome !== 'issued');
  return isLast ? [] : [{ type: 'TickSettled', data: { ...keyOf(state), outcome, edition } }];
}

function fail({ problem, at, isWanted }: FailTick, state: TickState): readonly TickEvent[] {
  if (state.status !== 'fired') return [];
  const isInHand = state.begun > state.attempts;
  // Another replica has failed at the same attempt and said so.
  if (!isInHand && state.tryAgainAt !== null && Date.parse(at) < Date.parse(state.tryAgainAt))
    return [];
  const attempt = Math.max(state.begun, state.attempts + 1);
  if (attempt >= RETRY.attempts || !isWanted)
    return [{ type: 'TickAbandoned', data: { ...keyOf(state), attempts: attempt, problem } }];
  const tryAgainAt = retryAt(at, attempt);
  return [{ type: 'TickFailed', data: { ...keyOf(state), attempt, problem, tryAgainAt } }];
}

const keyOf = ({ storyId, scheduleId, due }: TickKey): TickKey => ({ storyId, scheduleId, due });
