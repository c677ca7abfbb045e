import { type EventStore } from '@wirebrief/application';
import { type Position } from '@wirebrief/kernel';

/** A log under test and what the laws need beyond the port. */
interface StoreUnderTest {
  readonly store: EventStore;
  /** Closes the store and opens the same log anew, as a restart does. */
  reopen(): Promise<EventStore>;
  /** Changes one byte of the events recorded at this position, behind the store's back. */
  damage(position: Position): Promise<void>;
  dispose(): Promise<void>;
}

/** Makes an empty log whose `recordedAt` comes from the clock. */
export type StoreFactory = (options: { readonly clock: () => Date }) => Promise<StoreUnderTest>;

/** One thing that every log keeps to. `check` rejects when the log does not. */
export interface Law {
  readonly group: string;
  readonly name: string;
  readonly check: (context: LawContext) => Promise<void>;
}

/** A clock that stands still until a law moves it. */
class ManualClock {
  private milliseconds = Date.parse('2021-08-29T12:00:00.000Z');

  readonly read = (): Date => new Date(this.milliseconds);

  /** Negative values turn the clock back. */
  advance(milliseconds: number): Date {
    this.milliseconds += milliseconds;
    return this.read();
  }
}

export interface LawContext {
  /** The store as it is now; another object after `reopen`. */
  readonly store: EventStore;
  readonly clock: ManualClock;
  /** Aborts when the law is over or out of time, so that nothing keeps waiting. */
  readonly signal: AbortSignal;
  readonly reopen: () => Promise<EventStore>;
  readonly damage: (position: Position) => Promise<void>;
}

export interface RunOptions {
  /** A log that never answers breaks the law, too. */
  readonly deadlineMilliseconds: number;
}

/** Checks one law on a fresh log. Rejects when it is broken or not kept in time. */
export async function runLaw(law: Law, factory: StoreFactory, options: RunOptions): Promise<void> {
  const clock = new ManualClock();
  const subject = await factory({ clock: clock.read });
  const ending = new AbortController();
  let store = subject.store;
  const context: LawContext = {
    get store() {
      return store;
    },
    clock,
    signal: ending.signal,
    reopen: async () => (store = await subject.reopen()),
    damage: (position) => subject.damage(position),
  };
  try {
    await withDeadline(law, law.check(context), options.deadlineMilliseconds);
  } finally {
    ending.abort();
    await subject.dispose();
  }
}

async function withDeadline(law: Law, work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`"${law.name}" was not done within ${milliseconds} ms.`));
    }, milliseconds);
  });
  // What is left of a law that ran out of time must not surface as an unhandled rejection.
  work.catch(() => undefined);
  try {
    await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
