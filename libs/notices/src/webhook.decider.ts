import { assertName, type Decider, WirebriefError } from '@wirebrief/kernel';

import { type WebhookEvent } from './webhook.events';

export type WebhookCommand =
  | {
      readonly type: 'SetWebhook';
      readonly storyId: string;
      readonly name: string;
      readonly url: string;
      /** For a webhook that is new, or gets another secret. */
      readonly sealedSecret: string;
      readonly rotateSecret: boolean;
    }
  | { readonly type: 'RemoveWebhook'; readonly storyId: string; readonly name: string };

/** Sealed secrets by name of the webhook. */
export type WebhookHead = Readonly<Record<string, string>>;

const MOST_WEBHOOKS = 20;

/** The webhooks of one story. Setting one again is recorded again: it also ends a suspension. */
export const webhookDecider: Decider<WebhookCommand, WebhookHead, WebhookEvent> = {
  initialState: {},
  decide: (command, head) => {
    const { storyId, name } = command;
    const known = Object.hasOwn(head, name) ? head[name] : undefined;
    if (command.type === 'RemoveWebhook') {
      if (known === undefined) throw unknownWebhook(name, Object.keys(head));
      return [{ type: 'WebhookRemoved', data: { storyId, name } }];
    }
    const { url, sealedSecret, rotateSecret } = command;
    if (known === undefined) assertNew(name, head);
    const kept = known !== undefined && !rotateSecret ? known : sealedSecret;
    return [{ type: 'WebhookSet', data: { storyId, name, url, sealedSecret: kept } }];
  },
  evolve: (head, event) => {
    if (event.type === 'WebhookSet') return { ...head, [event.data.name]: event.data.sealedSecret };
    const { [event.data.name]: removed, ...rest } = head;
    return rest;
  },
};

function assertNew(name: string, head: WebhookHead): void {
  assertName(name, 'desk-chat');
  if (Object.keys(head).length >= MOST_WEBHOOKS)
    throw new WirebriefError(
      'WB_WEBHOOK_TOO_MANY',
      'conflict',
      `The story has ${MOST_WEBHOOKS} webhooks.`,
      'Remove one that is not used any more.',
    );
}

export function unknownWebhook(name: string, known: readonly string[]): WirebriefError {
  return new WirebriefError(
    'WB_WEBHOOK_UNKNOWN',
    'not-found',
    `The story has no webhook "${name}".`,
    known.length === 0 ? 'Set one first.' : `Its webhooks: ${known.join(', ')}.`,
  );
}
