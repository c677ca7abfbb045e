import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

import { type CommitMeta, type Problem, WirebriefError } from '@wirebrief/kernel';
import {
  type Cause,
  type Due,
  editionDueOf,
  flashDueOf,
  problemOf,
  type TriggerCommand,
  triggerDecider,
  type TriggerRule,
  type TriggerState,
} from '@wirebrief/triggers';

import { handleCommand } from './command-handling';
import { type EventStore } from './ports/event-store.port';
import { type StoryProjection } from './story-projection';
import { triggerStream } from './streams';
import { type TriggerProjection } from './trigger-projection';

export interface TriggerView {
  readonly storyId: string;
  readonly rule: TriggerRule;
  /** What the next edition is due for, and the instant (RFC 3339); it moves while more comes. */
  readonly pending: {
    readonly causes: readonly Cause[];
    readonly due: string;
    /** When a flash is due before it; null: none is. */
    readonly flash: string | null;
  } | null;
  /** Why the edition that was due was given up; null: it was not. */
  readonly failure: Problem | null;
  /** Names; the tokens are told once, when a hook is created. */
  readonly hooks: readonly string[];
}

export interface RebuildReceipt {
  readonly storyId: string;
  /** Position of the log that holds the request. */
  readonly position: number;
  /** When the edition is due (RFC 3339), unless more comes meanwhile. */
  readonly due: string;
}

/** Sets what makes editions due, and takes requests for one. */
export class TriggerDesk {
  constructor(
    private readonly store: EventStore,
    private readonly stories: StoryProjection,
    private readonly triggers: TriggerProjection,
    /** Instant of now, RFC 3339 in UTC. */
    private readonly clock: () => string,
  ) {}

  async show(storyId: string): Promise<TriggerView> {
    await this.stories.find(storyId);
    await this.triggers.catchUp();
    return viewOf(storyId, this.triggers.of(storyId));
  }

  /** Of all stories, those of which the edition that was due has been given up, as far as the log is followed. */
  failing(): readonly { readonly storyId: string; readonly failure: Problem }[] {
    return [...this.triggers.all()].flatMap(([storyId, state]) => {
      const failure = problemOf(state);
      return failure === null ? [] : [{ storyId, failure }];
    });
  }

  async set(storyId: string, rule: TriggerRule, meta: CommitMeta): Promise<TriggerView> {
    await this.stories.find(storyId);
    await this.handle(storyId, { type: 'SetTriggers', storyId, rule }, meta);
    return this.show(storyId);
  }

  /** Acknowledged means recorded: the edition comes, also when this process ends now. */
  async request(
    storyId: string,
    { reason, hook }: { readonly reason: string; readonly hook?: string },
    meta: CommitMeta,
  ): Promise<RebuildReceipt> {
    await this.stories.find(storyId);
    const command = {
      type: 'RequestRebuild',
      storyId,
      reason,
      ...(hook !== undefined && { hook }),
    };
    const { position } = await this.handle(storyId, command as TriggerCommand, meta);
    const { pending } = await this.show(storyId);
    // With no quiet period it may be out by now.
    return { storyId, position, due: pending?.due ?? this.clock() };
  }

  /** A hook of that name with a new token, which is told here and never again. */
  async createHook(storyId: string, name: string, meta: CommitMeta): Promise<string> {
    await this.stories.find(storyId);
    const token = `wbh_${randomBytes(32).toString('base64url')}`;
    const tokenHash = hashOf(token).toString('hex');
    await this.handle(storyId, { type: 'CreateHook', storyId, name, tokenHash }, meta);
    return token;
  }

  async revokeHook(storyId: string, name: string, meta: CommitMeta): Promise<void> {
    await this.stories.find(storyId);
    await this.handle(storyId, { type: 'RevokeHook', storyId, name }, meta);
  }

  /** As `request`, for whoever has the token. A wrong one does not tell whether there is such a story. */
  async callHook(storyId: string, token: string, meta: CommitMeta): Promise<RebuildReceipt> {
    await this.triggers.catchUp();
    const given = hashOf(token);
    const hooks = Object.entries(this.triggers.of(storyId).hooks);
    const [hook] = hooks.find(([, hash]) => timingSafeEqual(Buffer.from(hash, 'hex'), given)) ?? [];
    if (hook === undefined) throw wrongToken();
    return this.request(storyId, { reason: `hook ${hook}`, hook }, meta);
  }

  private handle(storyId: string, command: TriggerCommand, meta: CommitMeta) {
    const { store } = this;
    const stream = triggerStream(storyId);
    return handleCommand({ store, stream, decider: triggerDecider, command, meta });
  }
}

function viewOf(storyId: string, state: TriggerState): TriggerView {
  const edition = editionDueOf(state);
  const pending = edition && {
    causes: edition.causes,
    due: instantOf(edition),
    flash: flashOf(state, edition),
  };
  const { rule, hooks } = state;
  return { storyId, rule, pending, failure: problemOf(state), hooks: Object.keys(hooks) };
}

const instantOf = ({ at }: Due): string => new Date(at).toISOString();

function flashOf(state: TriggerState, edition: Due): string | null {
  const flash = flashDueOf(state);
  return flash !== null && flash.at < edition.at ? instantOf(flash) : null;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

function wrongToken(): WirebriefError {
  return new WirebriefError(
    'WB_HOOK_TOKEN',
    'not-found',
    'There is no such hook.',
    'Check the address, or create a hook: wirebrief triggers hook STORY NAME.',
  );
}
