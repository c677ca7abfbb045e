import { type ChangeKind } from '@wirebrief/briefing';
import { assertName, canonicalJson, type Decider, WirebriefError } from '@wirebrief/kernel';

import { DEFAULT_RULE, type TriggerRule } from './trigger-rule';
import { type TriggerEvent } from './trigger.events';

export type TriggerCommand =
  | { readonly type: 'SetTriggers'; readonly storyId: string; readonly rule: TriggerRule }
  | {
      readonly type: 'RequestRebuild';
      readonly storyId: string;
      readonly reason: string;
      readonly hook?: string;
    }
  | {
      readonly type: 'PassOver';
      readonly storyId: string;
      readonly position: number;
      readonly kinds: readonly ChangeKind[];
      /** What was due for them and is not. */
      readonly kind: 'edition' | 'flash';
    }
  | {
      readonly type: 'CreateHook';
      readonly storyId: string;
      readonly name: string;
      readonly tokenHash: string;
    }
  | { readonly type: 'RevokeHook'; readonly storyId: string; readonly name: string };

export interface TriggerHead {
  readonly rule: TriggerRule;
  /** Hashes of tokens, by name of the hook. */
  readonly hooks: Readonly<Record<string, string>>;
  /** Up to where changes of a kind were looked at. */
  readonly weighed: Partial<Readonly<Record<ChangeKind, number>>>;
  /** Up to where changes were looked at for a flash. */
  readonly flashWeighed: number;
}

// A receiver needs one; more than this is a script that has lost count.
const MOST_HOOKS = 50;

/** The triggers of one story. */
export const triggerDecider: Decider<TriggerCommand, TriggerHead, TriggerEvent> = {
  initialState: { rule: DEFAULT_RULE, hooks: {}, weighed: {}, flashWeighed: 0 },
  decide: (command, head) => {
    switch (command.type) {
      case 'SetTriggers': {
        const { storyId, rule } = command;
        const isSame = canonicalJson(rule) === canonicalJson(head.rule);
        return isSame ? [] : [{ type: 'TriggersSet', data: { storyId, rule } }];
      }
      case 'RequestRebuild': {
        const { type, ...data } = command;
        return [{ type: 'RebuildRequested', data }];
      }
      case 'PassOver': {
        const { storyId, position, kind } = command;
        if (kind === 'flash')
          return position <= head.flashWeighed
            ? []
            : [{ type: 'ChangesWeighed', data: { storyId, position, kinds: command.kinds, kind } }];
        const kinds = command.kinds.filter((kind) => (head.weighed[kind] ?? 0) < position);
        return kinds.length === 0
          ? []
          : [{ type: 'ChangesWeighed', data: { storyId, position, kinds } }];
      }
      case 'CreateHook': {
        const { type, ...data } = command;
        assertName(command.name, 'newsroom-cms');
        assertRoom(head, command.name);
        return [{ type: 'HookCreated', data }];
      }
      case 'RevokeHook': {
        const { storyId, name } = command;
        if (!Object.hasOwn(head.hooks, name)) throw unknownHook(name, head);
        return [{ type: 'HookRevoked', data: { storyId, name } }];
      }
    }
  },
  evolve: (head, event) => {
    switch (event.type) {
      case 'TriggersSet':
        return { ...head, rule: event.data.rule };
      case 'RebuildRequested':
        return head;
      case 'ChangesWeighed': {
        const { kinds, position, kind } = event.data;
        if (kind === 'flash') return { ...head, flashWeighed: position };
        const weighed = Object.fromEntries(kinds.map((kind) => [kind, position]));
        return { ...head, weighed: { ...head.weighed, ...weighed } };
      }
      case 'HookCreated':
        return { ...head, hooks: { ...head.hooks, [event.data.name]: event.data.tokenHash } };
      case 'HookRevoked': {
        const { [event.data.name]: revoked, ...hooks } = head.hooks;
        return { ...head, hooks };
      }
    }
  },
};

function assertRoom({ hooks }: TriggerHead, name: string): void {
  if (Object.hasOwn(hooks, name) || Object.keys(hooks).length < MOST_HOOKS) return;
  throw new WirebriefError(
    'WB_HOOK_TOO_MANY',
    'conflict',
    `The story has ${MOST_HOOKS} hooks.`,
    'Revoke one that is not used any more.',
  );
}

function unknownHook(name: string, { hooks }: TriggerHead): WirebriefError {
  const names = Object.keys(hooks);
  return new WirebriefError(
    'WB_HOOK_UNKNOWN',
    'not-found',
    `The story has no hook "${name}".`,
    names.length === 0 ? 'Create one first.' : `Its hooks: ${names.join(', ')}.`,
  );
}
