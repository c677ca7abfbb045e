import { type ChangeKind } from '@wirebrief/briefing';
import { type DomainEvent } from '@wirebrief/kernel';

import { type TriggerRule } from './trigger-rule';

export type TriggersSet = DomainEvent<
  'TriggersSet',
  { readonly storyId: string; readonly rule: TriggerRule }
>;

/** Somebody wants an edition with everything up to now, as soon as it has been quiet. */
export type RebuildRequested = DomainEvent<
  'RebuildRequested',
  {
    readonly storyId: string;
    readonly reason: string;
    /** Name of the hook that was called; absent for a request by API, message or command. */
    readonly hook?: string;
  }
>;

/** The changes up to a position of the log were looked at: what was issued before still tells all that is material. */
export type ChangesWeighed = DomainEvent<
  'ChangesWeighed',
  {
    readonly storyId: string;
    readonly position: number;
    /** Kinds that were looked at. */
    readonly kinds: readonly ChangeKind[];
    /** Present: whether a flash is due was looked at, and an edition may be. */
    readonly kind?: 'flash';
  }
>;

/** An address at which another program can ask for an edition. The log holds no token. */
export type HookCreated = DomainEvent<
  'HookCreated',
  {
    readonly storyId: string;
    readonly name: string;
    /** SHA-256 of the token, which is random: nothing that can be guessed from it. */
    readonly tokenHash: string;
  }
>;

export type HookRevoked = DomainEvent<
  'HookRevoked',
  { readonly storyId: string; readonly name: string }
>;

export type TriggerEvent =
  TriggersSet | RebuildRequested | ChangesWeighed | HookCreated | HookRevoked;
