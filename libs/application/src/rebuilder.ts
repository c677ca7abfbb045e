import { changesBy, editionBefore } from '@wirebrief/briefing';
import { type CommitMeta, problemFrom, uuidFrom } from '@wirebrief/kernel';
import {
  type BeginRebuild,
  dueOf,
  type FailRebuild,
  rebuildDecider,
  type RebuildEvent,
  type Due,
  triggerDecider,
  type TriggerRule,
} from '@wirebrief/triggers';

import { type Reading } from './analyst';
import { handleCommand } from './command-handling';
import { Joined } from './joined';
import { type EventStore } from './ports/event-store.port';
import { type Press } from './press';
import { type StoryProjection } from './story-projection';
import { rebuildStream, triggerStream } from './streams';
import { type TriggerProjection } from './trigger-projection';

export interface RebuilderPorts {
  readonly store: EventStore;
  readonly stories: StoryProjection;
  readonly reading: Reading;
  readonly triggers: TriggerProjection;
  readonly press: Pick<Press, 'fulfil'>;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
}

/**
 * `passed over`: what has come since the newest edition is not material. `given up`: each attempt has ended its process.
 */
export type RebuildOutcome = 'issued' | 'repeated' | 'passed over' | 'not due' | 'given up';

/**
 * Issues the edition or flash that a story is due for. Any number of processes may be told to do it, at once or again after a
 * crash: they find the same in the log, and the press issues one edition.
 */
export class Rebuilder {
  private readonly joined = new Joined<RebuildOutcome>();

  constructor(private readonly ports: RebuilderPorts) {}

  /** Asked again while it is at work, it is no other attempt. */
  rebuild(storyId: string): Promise<RebuildOutcome> {
    return this.joined.run(storyId, () => this.rebuildOnce(storyId));
  }

  private async rebuildOnce(storyId: string): Promise<RebuildOutcome> {
    const { triggers, press, reading, clock } = this.ports;
    await triggers.catchUp();
    const { rule, newest, ...state } = triggers.of(storyId);
    const due = dueOf({ rule, newest, ...state });
    if (due === null || due.at > Date.parse(clock())) return 'not due';
    const request = `trigger/${storyId}/after-${newest}`;
    const meta = { correlationId: uuidFrom('trigger', request), actor: 'trigger' };
    // What is waited for long is no part of the attempt.
    await reading.catchUp(storyId);
    if (!due.causes.includes('request') && !(await this.isMaterial(storyId, rule, due.kind)))
      return 'passed over';
    const key = { storyId, after: newest };
    const [begun] = await this.record(
      { type: 'BeginRebuild', rebuild: key, position: due.position, at: clock() },
      meta,
    );
    if (begun?.type === 'RebuildAbandoned') return 'given up';
    const order = { kind: due.kind, request, covers: due.covers };
    try {
      const { outcome } = await press.fulfil(storyId, order, meta);
      return outcome === 'issued' ? 'issued' : 'repeated';
    } catch (error) {
      const problem = problemFrom(error);
      await this.record({ type: 'FailRebuild', rebuild: key, problem }, meta);
      throw error;
    } finally {
      await triggers.catchUp();
    }
  }

  private async record(
    command: BeginRebuild | FailRebuild,
    meta: CommitMeta,
  ): Promise<readonly RebuildEvent[]> {
    const { store } = this.ports;
    const stream = rebuildStream(command.rebuild);
    return (await handleCommand({ store, stream, decider: rebuildDecider, command, meta })).events;
  }

  /** Looks at a burst as a whole, once. What it finds immaterial is recorded, so that nobody looks at it again. */
  private async isMaterial(
    storyId: string,
    { material }: TriggerRule,
    kind: Due['kind'],
  ): Promise<boolean> {
    const { stories, triggers, store } = this.ports;
    await stories.catchUp();
    const state = stories.state(storyId);
    if (state === undefined) return true;
    if (changesBy(state, material, editionBefore(state, kind)).length > 0) return true;
    const { position } = state;
    await handleCommand({
      store,
      stream: triggerStream(storyId),
      decider: triggerDecider,
      command: { type: 'PassOver', storyId, position, kinds: material, kind },
      meta: { correlationId: uuidFrom('trigger', `${storyId} ${position}`), actor: 'trigger' },
    });
    await triggers.catchUp();
    return false;
  }
}
