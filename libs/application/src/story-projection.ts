import {
  evolveStory,
  initialStoryState,
  type StoryFact,
  type StoryState,
} from '@wirebrief/briefing';
import {
  type Commit,
  type Json,
  type Position,
  type RecordedEvent,
  recordedEvents,
  sha256,
} from '@wirebrief/kernel';

import { fromRecorded } from './event-codec';
import { Follower, type FollowerStatus } from './follower';
import { type EventStore } from './ports/event-store.port';
import { type Checkpoint, type ProjectionStore } from './ports/projection-store.port';

export const STORIES = 'stories';

/**
 * Raise it when the fold or the shape of its state changes: snapshots of another version are not used, and the stories
 * are folded again from the log.
 */
const FOLD_VERSION = 2;
const CODE_HASH = sha256(JSON.stringify([STORIES, FOLD_VERSION]));

// A restart folds again at most this many commits.
const COMMITS_PER_SAVE = 500;

// Long enough for an update, its claims and an edition to be one save.
const QUIET_MILLISECONDS = 500;

/** The state of every story, kept up with the log, with snapshots so that a restart resumes. */
export class StoryProjection {
  private readonly states = new Map<string, StoryState>();
  private readonly dirty = new Set<string>();
  private readonly follower: Follower;
  private checkpoint: Checkpoint | undefined;
  /** The last commit in the states. A save writes both as they are then: another position would fold commits twice. */
  private folded: Position = 0;
  /** False while a commit is being folded, and for ever after one that failed half-way. */
  private isWhole = true;
  private sinceSave = 0;
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: EventStore,
    private readonly snapshots: ProjectionStore,
  ) {
    this.follower = new Follower({
      name: STORIES,
      store,
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
    await this.follower.waitFor(await this.store.head());
  }

  state(storyId: string): StoryState | undefined {
    return this.states.get(storyId);
  }

  stories(): ReadonlyMap<string, StoryState> {
    return this.states;
  }

  status(): FollowerStatus {
    return this.follower.status();
  }

  private async loadSnapshots(): Promise<void> {
    const checkpoint = await this.snapshots.checkpoint(STORIES);
    if (checkpoint?.codeHash !== CODE_HASH) {
      await this.snapshots.drop(STORIES);
      return;
    }
    this.checkpoint = checkpoint;
    for (const key of await this.snapshots.keys(STORIES)) {
      const state = await this.snapshots.state(STORIES, key);
      if (state !== undefined) this.states.set(key, state as unknown as StoryState);
    }
  }

  private apply(commit: Commit): void {
    this.isWhole = false;
    for (const storyId of foldCommit(this.states, commit)) this.dirty.add(storyId);
    this.folded = commit.position;
    this.isWhole = true;
    this.sinceSave++;
  }

  /** Not at every commit: a snapshot is the whole state of a story, and the way to an edition must not wait for it. */
  private async saveWhenDue(): Promise<void> {
    if (this.sinceSave >= COMMITS_PER_SAVE) await this.saveInTurn();
    else if (this.dirty.size > 0) this.saveSoon();
  }

  private saveSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      // A snapshot that cannot be written costs a longer restart and nothing else; the next one tries again.
      this.saveInTurn().catch(() => undefined);
    }, QUIET_MILLISECONDS).unref();
  }

  /** One save at a time: each is checked against the checkpoint that the one before has left. */
  private saveInTurn(): Promise<void> {
    const turn = this.saving.then(() => this.save());
    this.saving = turn.catch(() => undefined);
    return turn;
  }

  private async save(): Promise<void> {
    if (!this.isWhole || this.dirty.size === 0) return;
    const position = this.folded;
    const changed = new Map(
      [...this.dirty].map((key) => [key, this.states.get(key) as unknown as Json]),
    );
    this.dirty.clear();
    this.sinceSave = 0;
    const saved = await this.snapshots.save(
      { name: STORIES, codeHash: CODE_HASH, position, changed },
      this.checkpoint,
    );
    if (saved !== 'fenced') {
      this.checkpoint = saved;
      return;
    }
    // Fenced: another process keeps these snapshots. They are a cache, so this one goes on; what stands there is not
    // this one's work, so that its next save writes every state.
    this.checkpoint = await this.snapshots.checkpoint(STORIES);
    for (const key of this.states.keys()) this.dirty.add(key);
  }
}

/** Stores states that were folded apart from a running projection, which must not be running. */
export async function saveStories(
  snapshots: ProjectionStore,
  states: ReadonlyMap<string, StoryState>,
  position: Position,
): Promise<void> {
  const changed = new Map([...states].map(([key, state]) => [key, state as unknown as Json]));
  await snapshots.save({ name: STORIES, codeHash: CODE_HASH, position, changed }, undefined);
}

/** Folds one commit into the states that it concerns and returns their ids. */
export function foldCommit(states: Map<string, StoryState>, commit: Commit): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const recorded of recordedEvents(commit)) {
    const fact = fromRecorded(recorded);
    for (const storyId of storiesOf(fact)) {
      states.set(storyId, evolveStory(states.get(storyId) ?? initialStoryState, fact));
      touched.add(storyId);
    }
  }
  return touched;
}

/** The stories that an event concerns. */
export function storiesOfEvent(recorded: RecordedEvent): readonly string[] {
  return storiesOf(fromRecorded(recorded));
}

function storiesOf(fact: StoryFact): readonly string[] {
  switch (fact.type) {
    case 'StoryOpened':
    case 'EditionIssued':
    case 'RevisionAnalysed':
      return [fact.data.storyId];
    case 'ArticleReceived':
    case 'ArticleRevised':
    case 'ArticleWithheld':
    case 'ArticleKilled':
      return fact.data.stories;
    case 'RevisionConflicted':
      return [];
  }
}
