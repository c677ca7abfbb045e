import { changesBy } from '@wirebrief/briefing';
import { uuidFrom } from '@wirebrief/kernel';
import { dueOf, triggerDecider, type TriggerRule } from '@wirebrief/triggers';

import { type Reading } from './analyst';
import { handleCommand } from './command-handling';
import { type EventStore } from './ports/event-store.port';
import { type Press } from './press';
import { type StoryProjection } from './story-projection';
import { triggerStream } from './streams';
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

/** `passed over`: what has come since the newest edition is not material. */
export type RebuildOutcome = 'issued' | 'repeated' | 'passed over' | 'not due';

/**
 * Issues the edition that a story is due for. Any number of processes may be told to do it, at once or again after a
 * crash: they find the same in the log, and the press issues one edition.
 */
export class Rebuilder {
  constructor(private readonly ports: RebuilderPorts) {}

  async rebuild(storyId: string): Promise<RebuildOutcome> {
    const { triggers, press, clock } = this.ports;
    await triggers.catchUp();
    const { rule, newest, ...state } = triggers.of(storyId);
    const due = dueOf({ rule, newest, ...state });
    if (due === null || due.at > Date.parse(clock())) return 'not due';
    const request = `trigger/${storyId}/after-${newest}`;
    const meta = { correlationId: uuidFrom('trigger', request), actor: 'trigger' };
    if (!due.causes.includes('request') && !(await this.isMaterial(storyId, rule)))
      return 'passed over';
    const order = { kind: 'edition', request, covers: due.covers } as const;
    const { outcome } = await press.fulfil(storyId, order, meta);
    await triggers.catchUp();
    return outcome === 'issued' ? 'issued' : 'repeated';
  }

  /** Looks at a burst as a whole, once. What it finds immaterial is recorded, so that nobody looks at it again. */
  private async isMaterial(storyId: string, { material }: TriggerRule): Promise<boolean> {
    const { reading, stories, triggers, store } = this.ports;
    await reading.catchUp(storyId);
    await stories.catchUp();
    const state = stories.state(storyId);
    if (state === undefined || changesBy(state, material).length > 0) return true;
    const { position } = state;
    await handleCommand({
      store,
      stream: triggerStream(storyId),
      decider: triggerDecider,
      command: { type: 'PassOver', storyId, position, kinds: material },
      meta: { correlationId: uuidFrom('trigger', `${storyId} ${position}`), actor: 'trigger' },
    });
    await triggers.catchUp();
    return false;
  }
}
