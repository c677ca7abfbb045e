import { type Commit, type Json, type Position, sha256 } from '@wirebrief/kernel';

import { Follower, type FollowerStatus } from './follower';
import { type EventStore, type LogFilter } from './ports/event-store.port';
import { type Checkpoint, type ProjectionStore } from './ports/projection-store.port';

/** How the log becomes states by key. */
export interface LogFold<State> {
  /** Of its snapshots and of its follower. */
  readonly name: string;
  /**
   * Raise it when the fold or the shape of its states changes: snapshots of another version are not used, and the log
   * is folded again.
   */
  readonly foldVersion: number;
  /** Commits that it looks at; without it, all of them. */
  readonly filter?: LogFilter;
  /**
   * Folds one commit into the states that it concerns, which are values of JSON, and returns their keys. It removes a
   * state that is over.
   */
  readonly fold: (states: Map<string, State>, commit: Commit) => ReadonlySet<string>;
}

export interface ProjectionOptions<State> extends LogFold<State> {
  readonly store: EventStore;
  readonly snapshots: ProjectionStore;
}

/** What a snapshot is checked against: another fold does not use it. */
function codeHashOf({ name, foldVersion }: LogFold<never>): string {
  return sha256(JSON.stringify([name, foldVersion]));
}

const jsonOf = (state: unknown): Json | null => (state ?? null) as Json | null;

/** Stores states that were folded apart from a running projection, which must not be running. */
export async function saveStates<State>(
  snapshots: ProjectionStore,
  logFold: LogFold<State>,
  states: ReadonlyMap<string, State>,
  position: Position,
): Promise<void> {
  const changed = new Map([...states].map(([key, state]) => [key, jsonOf(state)]));
  const { name } = logFold;
  await snapshots.save({ name, codeHash: codeHashOf(logFold), position, changed }, undefined);
}

// A restart folds again at most this many commits.
const COMMITS_PER_SAVE = 500;

// Without a change: an update, its claims and an edition are one save, and the next update does not wait for it.
const QUIET_MILLISECONDS = 500;

// The states of a story with thousands of articles take seconds to write: saves take a fiftieth of the time at most.
const REST = 50;

/** States by key, kept up with the log, with snapshots so that a restart resumes. */
export class Projection<State> {
  private readonly states = new Map<string, State>();
  private readonly codeHash: string;
  private readonly dirty = new Set<string>();
  private readonly follower: Follower;
  private checkpoint: Checkpoint | undefined;
  /** The last commit in the states. A save writes both as they are then: another position would fold commits twice. */
  private folded: Position = 0;
  /** False while a commit is being folded, and for ever after one that failed half-way. */
  private isWhole = true;
  private sinceSave = 0;
  private timer: NodeJS.Timeout | undefined;
  private saveMilliseconds = 0;
  private saving: Promise<void> = Promise.resolve();
  private readonly watchers: ((keys: ReadonlySet<string>) => void)[] = [];

  constructor(private readonly options: ProjectionOptions<State>) {
    const { name, store, filter } = options;
    this.codeHash = codeHashOf(options);
    this.follower = new Follower({
      name,
      store,
      ...(filter !== undefined && { filter }),
      handle: (commit) => {
        this.apply(commit);
      },
      checkpoint: () => this.saveWhenDue(),
    });
  }

  async start(): Promise<void> {
    await this.loadSnapshots();
    this.folded = this.checkpoint?.position ?? 0;
    this.follower.start(this.folded);
  }

  async stop(): Promise<void> {
    await this.follower.stop();
    clearTimeout(this.timer);
    await this.saveInTurn();
  }

  /** Resolves when all that the log holds now is in the states. */
  async catchUp(): Promise<void> {
    await this.follower.waitFor(await this.options.store.head());
  }

  state(key: string): State | undefined {
    return this.states.get(key);
  }

  all(): ReadonlyMap<string, State> {
    return this.states;
  }

  /** Called with the keys of the states that a commit has changed, once they are. */
  watch(watcher: (keys: ReadonlySet<string>) => void): void {
    this.watchers.push(watcher);
  }

  status(): FollowerStatus {
    return this.follower.status();
  }

  private async loadSnapshots(): Promise<void> {
    const { name, snapshots } = this.options;
    const checkpoint = await snapshots.checkpoint(name);
    if (checkpoint?.codeHash !== this.codeHash) {
      await snapshots.drop(name);
      return;
    }
    this.checkpoint = checkpoint;
    for (const key of await snapshots.keys(name)) {
      const state = await snapshots.state(name, key);
      if (state !== undefined) this.states.set(key, state as State);
    }
  }

  private apply(commit: Commit): void {
    this.isWhole = false;
    const keys = this.options.fold(this.states, commit);
    for (const key of keys) this.dirty.add(key);
    this.folded = commit.position;
    this.isWhole = true;
    this.sinceSave++;
    if (keys.size > 0) for (const watcher of this.watchers) watcher(keys);
  }

  /** Not at every commit: a snapshot is a whole state, and the way to an edition must not wait for it. */
  private async saveWhenDue(): Promise<void> {
    if (this.sinceSave >= COMMITS_PER_SAVE) await this.saveInTurn();
    else if (this.dirty.size > 0) this.saveSoon();
  }

  private saveSoon(): void {
    const milliseconds = Math.max(QUIET_MILLISECONDS, this.saveMilliseconds * REST);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      // A snapshot that cannot be written costs a longer restart and nothing else; the next one tries again.
      this.saveInTurn().catch(() => undefined);
    }, milliseconds).unref();
  }

  /** One save at a time: each is checked against the checkpoint that the one before has left. */
  private saveInTurn(): Promise<void> {
    const turn = this.saving.then(async () => {
      const started = performance.now();
      await this.save();
      this.saveMilliseconds = performance.now() - started;
    });
    this.saving = turn.catch(() => undefined);
    return turn;
  }

  private async save(): Promise<void> {
    if (!this.isWhole || this.dirty.size === 0) return;
    const position = this.folded;
    const changed = new Map([...this.dirty].map((key) => [key, jsonOf(this.states.get(key))]));
    this.dirty.clear();
    this.sinceSave = 0;
    const { name, snapshots } = this.options;
    const snapshot = { name, codeHash: this.codeHash, position, changed };
    const saved = await snapshots.save(snapshot, this.checkpoint).catch((error: unknown) => {
      // Still unsaved: a later save without them would stand at a position that they have not reached.
      for (const key of changed.keys()) this.dirty.add(key);
      throw error;
    });
    if (saved !== 'fenced') {
      this.checkpoint = saved;
      return;
    }
    // Fenced: another process keeps these snapshots. They are a cache, so this one goes on; what stands there is not
    // this one's work, so that its next save writes every state.
    this.checkpoint = await snapshots.checkpoint(name);
    for (const key of this.states.keys()) this.dirty.add(key);
  }
}
