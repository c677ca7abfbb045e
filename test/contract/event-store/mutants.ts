import { setImmediate as nextTurn } from 'node:timers/promises';

import {
  type Appended,
  type CaughtUp,
  type CommitBatch,
  ConcurrencyError,
  type EventStore,
  type FollowOptions,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StreamHead,
} from '@wirebrief/application';
import {
  type Commit,
  isWirebriefError,
  type NewCommit,
  type Position,
  type StreamId,
} from '@wirebrief/kernel';
import { DelegatingEventStore } from '@wirebrief/testing';

/** A log with one fault that some real event store had, and the law that must notice it. */
export interface Mutant {
  readonly fault: string;
  readonly brokenLaw: string;
  /** Called for the store and again, with the same memory, for each reopened one. */
  readonly mutate: (store: EventStore, memory: Map<string, unknown>) => EventStore;
}

const hasCode = (error: unknown, code: string): boolean =>
  isWirebriefError(error) && error.code === code;

class Unchecked extends DelegatingEventStore {
  constructor(
    inner: EventStore,
    private readonly isUnchecked: (commit: NewCommit, version: number) => boolean,
  ) {
    super(inner);
  }

  override async append(commit: NewCommit): Promise<Appended> {
    const version = (await this.inner.streamHead(commit.stream))?.version ?? 0;
    return this.inner.append(
      this.isUnchecked(commit, version) ? { ...commit, expected: 'any' } : commit,
    );
  }
}

/** Looks, waits for a moment, and writes whatever has happened meanwhile. */
class CheckThenWrite extends DelegatingEventStore {
  override async append(commit: NewCommit): Promise<Appended> {
    const version = (await this.inner.streamHead(commit.stream))?.version ?? 0;
    const isRight = commit.expected === 'none' ? version === 0 : commit.expected === version;
    await nextTurn();
    return this.inner.append(isRight ? { ...commit, expected: 'any' } : commit);
  }
}

class LostSuccess extends DelegatingEventStore {
  override async append(commit: NewCommit): Promise<Appended> {
    try {
      return await this.inner.append(commit);
    } catch (error) {
      if (!hasCode(error, 'WB_CONCURRENCY')) throw error;
      return { position: await this.inner.head(), version: 1, duplicate: false };
    }
  }
}

class ReversedBatches extends DelegatingEventStore {
  override async *readAll(options: ReadAllOptions): AsyncIterable<CommitBatch> {
    for await (const batch of this.inner.readAll(options))
      yield { ...batch, commits: [...batch.commits].reverse() };
  }
}

/** The last commit but one appears only after the last: what a slow transaction does to a store with a sequence. */
class LateVisible extends DelegatingEventStore {
  override async *readAll(options: ReadAllOptions): AsyncIterable<CommitBatch> {
    const late = (await this.inner.head()) - 1;
    for await (const batch of this.inner.readAll(options)) {
      yield {
        ...batch,
        commits: batch.commits.filter(({ position }) => position !== late || late % 7 !== 3),
      };
    }
  }
}

/** Takes a position without a commit for one that is still to come. */
class StalledByGap extends DelegatingEventStore {
  override async *readAll(options: ReadAllOptions): AsyncIterable<CommitBatch> {
    let next = options.after + 1;
    for await (const batch of this.inner.readAll(options)) {
      const commits = batch.commits.filter(({ position }) => position === next++);
      if (commits.length > 0) yield { commits, scannedTo: next - 1 };
    }
  }
}

class SlowReaderDropped extends DelegatingEventStore {
  override async *follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    for await (const item of this.inner.follow(options)) {
      yield item;
      const position = 'caughtUp' in item ? item.caughtUp : item.scannedTo;
      if ((await this.inner.head()) - position > 1000) return;
    }
  }
}

class DeadAfterError extends DelegatingEventStore {
  private readonly failed = new AbortController();

  override async *follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    const signal = AbortSignal.any([options.signal, this.failed.signal]);
    let isHandled = true;
    try {
      for await (const item of this.inner.follow({ ...options, signal })) {
        isHandled = false;
        yield item;
        isHandled = true;
      }
    } finally {
      if (!isHandled) this.failed.abort();
    }
  }
}

class ConflictBeforeDuplicate extends DelegatingEventStore {
  override async append(commit: NewCommit): Promise<Appended> {
    const version = (await this.inner.streamHead(commit.stream))?.version ?? 0;
    if (typeof commit.expected === 'number' && commit.expected !== version) {
      throw new ConcurrencyError(commit.stream, String(commit.expected), version);
    }
    return this.inner.append(commit);
  }
}

/** Forgets an id after a hundred others, as a window of time or memory does. */
class DuplicateWindow extends DelegatingEventStore {
  constructor(
    inner: EventStore,
    private readonly memory: Map<string, unknown>,
  ) {
    super(inner);
  }

  override async append(commit: NewCommit): Promise<Appended> {
    const known = this.memory.get(commit.id) as number | undefined;
    if (known === undefined || this.memory.size - known < 100) {
      if (known === undefined) this.memory.set(commit.id, this.memory.size);
      return this.inner.append(commit);
    }
    return this.inner.append({ ...commit, id: `${commit.id}-again`, expected: 'any' });
  }
}

class MismatchIgnored extends DelegatingEventStore {
  override async append(commit: NewCommit): Promise<Appended> {
    try {
      return await this.inner.append(commit);
    } catch (error) {
      if (!hasCode(error, 'WB_IDEMPOTENCY_MISMATCH')) throw error;
      return { position: await this.inner.head(), version: 1, duplicate: true };
    }
  }
}

class StoredButConflict extends DelegatingEventStore {
  override async append(commit: NewCommit): Promise<Appended> {
    const appended = await this.inner.append(commit);
    if (commit.expected !== 'none' || commit.events.length === 1 || appended.duplicate)
      return appended;
    throw new ConcurrencyError(commit.stream, 'none', appended.version);
  }
}

/** Answers from a replica that has not heard of the last commit. */
class StaleHead extends DelegatingEventStore {
  private readonly heads = new Map<StreamId, StreamHead | undefined>();

  override async append(commit: NewCommit): Promise<Appended> {
    this.heads.set(commit.stream, await this.inner.streamHead(commit.stream));
    return this.inner.append(commit);
  }

  override async streamHead(stream: StreamId): Promise<StreamHead | undefined> {
    return this.heads.get(stream) ?? this.inner.streamHead(stream);
  }
}

class StaleStream extends DelegatingEventStore {
  override async *readStream(stream: StreamId, options?: ReadStreamOptions): AsyncIterable<Commit> {
    const head = await this.inner.head();
    for await (const commit of this.inner.readStream(stream, options))
      if (commit.position < head) yield commit;
  }
}

class SplitCommit extends DelegatingEventStore {
  override async append(commit: NewCommit): Promise<Appended> {
    const [first, ...rest] = commit.events;
    let last = await this.inner.append({ ...commit, events: [first] });
    for (const [index, event] of rest.entries()) {
      last = await this.inner.append({
        ...commit,
        id: `${commit.id}-${index}`,
        expected: 'any',
        events: [event],
      });
    }
    return last;
  }
}

class FirstEventKept extends DelegatingEventStore {
  override async append(commit: NewCommit): Promise<Appended> {
    try {
      return await this.inner.append(commit);
    } catch (error) {
      const isConflict = hasCode(error, 'WB_CONCURRENCY') && commit.events.length > 1;
      if (isConflict)
        await this.inner.append({ ...commit, expected: 'any', events: [commit.events[0]] });
      throw error;
    }
  }
}

/** Acknowledges what it only means to write. */
class EarlyAcknowledgement extends DelegatingEventStore {
  override async append(commit: NewCommit): Promise<Appended> {
    const version = (await this.inner.streamHead(commit.stream))?.version ?? 0;
    setImmediate(() => {
      this.inner.append(commit).catch(() => undefined);
    });
    return {
      position: (await this.inner.head()) + 1,
      version: version + commit.events.length,
      duplicate: false,
    };
  }
}

class FromInclusive extends DelegatingEventStore {
  override follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    return this.inner.follow({ ...options, after: Math.max(0, options.after - 1) });
  }
}

class UntilExclusive extends DelegatingEventStore {
  override readAll(options: ReadAllOptions): AsyncIterable<CommitBatch> {
    return this.inner.readAll(
      options.until === undefined ? options : { ...options, until: options.until - 1 },
    );
  }
}

class UnwantedNotScanned extends DelegatingEventStore {
  override async *follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    let last: Position = options.after;
    for await (const item of this.inner.follow(options)) {
      if ('caughtUp' in item) yield { caughtUp: last };
      else if (item.commits.length > 0) {
        last = item.commits.at(-1)?.position ?? last;
        yield { ...item, scannedTo: last };
      }
    }
  }
}

class CaughtUpTooEarly extends DelegatingEventStore {
  override async *follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    yield { caughtUp: options.after };
    yield* this.inner.follow(options);
  }
}

/** Reads to the end, then waits for notices: what is written in between is never delivered. */
class LostBetween extends DelegatingEventStore {
  override async *follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    let after = options.after;
    for await (const batch of this.inner.readAll({ ...options })) {
      after = batch.scannedTo;
      yield batch;
    }
    yield { caughtUp: after };
    await nextTurn();
    yield* this.inner.follow({ ...options, after: await this.inner.head() });
  }
}

class DeafToAbort extends DelegatingEventStore {
  override follow(options: FollowOptions): AsyncIterable<CommitBatch | CaughtUp> {
    return this.inner.follow({ ...options, signal: new AbortController().signal });
  }
}

class PositionBefore extends DelegatingEventStore {
  override positionAt(instant: string): Promise<Position> {
    return this.inner.positionAt(new Date(Date.parse(instant) - 1).toISOString());
  }
}

class EraseForgetsId extends DelegatingEventStore {
  constructor(
    inner: EventStore,
    private readonly memory: Map<string, unknown>,
  ) {
    super(inner);
  }

  override async erase(
    stream: StreamId,
    options: { readonly reason: string; readonly commitIds?: readonly string[] },
  ) {
    for await (const commit of this.inner.readStream(stream)) this.memory.set(commit.id, true);
    return this.inner.erase(stream, options);
  }

  override append(commit: NewCommit): Promise<Appended> {
    return this.inner.append(
      this.memory.has(commit.id) ? { ...commit, id: `${commit.id}-new`, expected: 'any' } : commit,
    );
  }
}

class NothingErased extends DelegatingEventStore {
  override async erase(): Promise<{ readonly erased: number }> {
    return { erased: 2 };
  }
}

class BlindVerify extends DelegatingEventStore {
  override async *verify(): AsyncGenerator<never> {
    await nextTurn();
    yield* [];
  }
}

class ForwardsOnly extends DelegatingEventStore {
  override readStream(stream: StreamId, options: ReadStreamOptions = {}): AsyncIterable<Commit> {
    return this.inner.readStream(stream, { ...options, backwards: false });
  }
}

class FilterByFirstEvent extends DelegatingEventStore {
  override async *readAll(options: ReadAllOptions): AsyncIterable<CommitBatch> {
    const { types } = options.filter ?? {};
    for await (const batch of this.inner.readAll(options)) {
      const isWanted = ({ events }: Commit): boolean => types?.includes(events[0].type) ?? true;
      yield { ...batch, commits: batch.commits.filter(isWanted) };
    }
  }
}

class CloseLosesInFlight extends DelegatingEventStore {
  override async append(commit: NewCommit): Promise<Appended> {
    await nextTurn();
    return this.inner.append(commit);
  }
}

const everyAppend = 'settles appends in flight before it is closed, and keeps them';

export const MUTANTS: readonly Mutant[] = [
  {
    fault: "does not check 'none' (emmett, SQLite and PostgreSQL stores)",
    brokenLaw: 'refuses expected none on a stream of one commit',
    mutate: (store) => new Unchecked(store, ({ expected }) => expected === 'none'),
  },
  {
    fault: "does not check 'exists' (the same)",
    brokenLaw: 'refuses expected exists on a missing stream',
    mutate: (store) => new Unchecked(store, ({ expected }) => expected === 'exists'),
  },
  {
    fault: 'takes any expected version on a missing stream (JasperFx/marten#2864)',
    brokenLaw: 'refuses expected 7 on a missing stream',
    mutate: (store) => new Unchecked(store, (_, version) => version === 0),
  },
  {
    fault: 'takes a version past the end, leaving a gap (ocoda/event-sourcing)',
    brokenLaw: 'refuses expected 6 on a stream of several commits',
    mutate: (store) =>
      new Unchecked(
        store,
        ({ expected }, version) => typeof expected === 'number' && expected > version,
      ),
  },
  {
    fault:
      'checks and then writes in two steps (commanded/eventstore#201, NATS 2.9.10 with replicas)',
    brokenLaw: 'lets exactly one of twenty writers win that expect none',
    mutate: (store) => new CheckThenWrite(store),
  },
  {
    fault: 'reports success to the losers of a race (Eventuous/eventuous#582)',
    brokenLaw: 'lets exactly one of twenty writers win that expect 3',
    mutate: (store) => new LostSuccess(store),
  },
  {
    fault: 'reads out of order (event-driven-io/emmett#239)',
    brokenLaw: 'reads the whole log in order of position, each stream in order of version',
    mutate: (store) => new ReversedBatches(store),
  },
  {
    fault: 'shows a commit after a later one (event skipping in Marten)',
    brokenLaw: 'never shows a position before every smaller one that will ever exist',
    mutate: (store) => new LateVisible(store),
  },
  {
    fault: 'waits for ever at a position without a commit (Marten 9.38.0)',
    brokenLaw: 'lets readers pass over erased commits to the end',
    mutate: (store) => new StalledByGap(store),
  },
  {
    fault: 'drops a slow reader (KurrentDB#4007)',
    brokenLaw: 'waits for a slow reader and gives it everything',
    mutate: (store) => new SlowReaderDropped(store),
  },
  {
    fault: 'stops every reader when one fails (nestjs/cqrs#1431, #1838)',
    brokenLaw: 'goes on for others and for new readers when one reader fails',
    mutate: (store) => new DeadAfterError(store),
  },
  {
    fault: 'answers a repeat with a conflict (NATS 2.12 and later)',
    brokenLaw:
      'answers a repeat with the first result, although the expected version is stale by then',
    mutate: (store) => new ConflictBeforeDuplicate(store),
  },
  {
    fault: 'forgets ids after a window (the duplicate window of JetStream)',
    brokenLaw: 'remembers an id for ever: after many other commits and restarts',
    mutate: (store, memory) => new DuplicateWindow(store, memory),
  },
  {
    fault: 'takes other content under a known id for a repeat',
    brokenLaw: 'refuses a known id with other events, and changes nothing',
    mutate: (store) => new MismatchIgnored(store),
  },
  {
    fault: 'stores a commit of several events and reports a conflict (KurrentDB-Client-Dotnet#159)',
    brokenLaw: 'takes expected none on a missing stream',
    mutate: (store) => new StoredButConflict(store),
  },
  {
    fault:
      'answers with a stale stream head after an own write (direct get of a replicated JetStream)',
    brokenLaw: 'shows an acknowledged commit to every read at once',
    mutate: (store) => new StaleHead(store),
  },
  {
    fault: 'reads a stream without the last own write (the same)',
    brokenLaw: 'shows an acknowledged commit to every read at once',
    mutate: (store) => new StaleStream(store),
  },
  {
    fault: 'writes the events of a commit one by one (atomic batches on NATS before 2.12)',
    brokenLaw: 'records the events of a commit together and in their order',
    mutate: (store) => new SplitCommit(store),
  },
  {
    fault: 'keeps the first event of a refused commit',
    brokenLaw: 'refuses expected none on a stream of one commit',
    mutate: (store) => new FirstEventKept(store),
  },
  {
    fault: 'acknowledges before it writes',
    brokenLaw: 'shows an acknowledged commit to every read at once',
    mutate: (store) => new EarlyAcknowledgement(store),
  },
  {
    fault: 'delivers the commit at the checkpoint again',
    brokenLaw: 'resumes after a restart from a checkpoint, with nothing lost and nothing again',
    mutate: (store) => new FromInclusive(store),
  },
  {
    fault: 'leaves out the last commit of an as-of read',
    brokenLaw: 'reads the log after one position and up to another, inclusive',
    mutate: (store) => new UntilExclusive(store),
  },
  {
    fault: 'keeps the checkpoint of a filtered reader where its last commit was',
    brokenLaw: 'lets the checkpoint of a filtered reader advance over what it does not want',
    mutate: (store) => new UnwantedNotScanned(store),
  },
  {
    fault: 'says too early that a reader has caught up',
    brokenLaw:
      'has delivered everything recorded before the call when it says for the first time that it has caught up',
    mutate: (store) => new CaughtUpTooEarly(store),
  },
  {
    fault: 'loses what is written between catching up and going live',
    brokenLaw: 'loses and doubles nothing where catching up meets live writing',
    mutate: (store) => new LostBetween(store),
  },
  {
    fault: 'does not hear that a subscription is called off',
    brokenLaw: 'ends without an error when it is called off while it waits',
    mutate: (store) => new DeafToAbort(store),
  },
  {
    fault: 'leaves out commits recorded at the very instant asked for',
    brokenLaw: 'finds the last position recorded at or before an instant',
    mutate: (store) => new PositionBefore(store),
  },
  {
    fault: 'gives the id of an erased commit away again',
    brokenLaw: 'keeps ids, versions and positions of erased commits taken',
    mutate: (store, memory) => new EraseForgetsId(store, memory),
  },
  {
    fault: 'says that it has erased and has not',
    brokenLaw: 'returns erased commits from no read, and all others from every read',
    mutate: (store) => new NothingErased(store),
  },
  {
    fault: 'verifies nothing',
    brokenLaw: 'finds a changed byte and says where',
    mutate: (store) => new BlindVerify(store),
  },
  {
    fault: 'reads forwards when asked to read backwards',
    brokenLaw: 'reads long streams whole, forwards and backwards',
    mutate: (store) => new ForwardsOnly(store),
  },
  {
    fault: 'filters by the first event of a commit only',
    brokenLaw:
      'finds with the filter {"types":["EditionIssued","ArticleRevised"]} what a look at every commit finds',
    mutate: (store) => new FilterByFirstEvent(store),
  },
  {
    fault: 'loses appends in flight when it is closed',
    brokenLaw: everyAppend,
    mutate: (store) => new CloseLosesInFlight(store),
  },
];
