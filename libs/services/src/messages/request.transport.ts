import { setTimeout as delay } from 'node:timers/promises';

import { ServerNats } from '@nestjs/microservices';
import { PROGRESS } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';
import { QUEUE } from '@wirebrief/messages';
import { type NatsConfig, toProblem } from '@wirebrief/platform';
import { headers, type Msg, type NatsConnection, type Subscription } from 'nats';

import { PlainAnswers, PlainRequests } from './plain-json';

/** More are refused: whoever sends them knows at once, and memory stays bounded. */
const MOST_IN_HAND = 256;
const DRAIN_MILLISECONDS = 8000;
const LOOK_MILLISECONDS = 10;
const PROGRESS_MILLISECONDS = 1000;

/** Nest's NATS transport, which answers what it has in hand before it closes. Replicas share the requests. */
export class RequestTransport extends ServerNats {
  private inHand = 0;
  private isTaken: () => Promise<void> = () => Promise.resolve();
  private readonly taken: Subscription[] = [];

  constructor({ servers, tls, credentials }: NatsConfig) {
    super({
      ...credentials?.reveal(),
      ...(tls && { tls: {} }),
      servers: [...servers],
      queue: QUEUE,
      name: 'wirebrief',
      maxReconnectAttempts: -1,
      deserializer: new PlainRequests(),
      serializer: new PlainAnswers(),
    });
  }

  /** Calls back once the server knows what is taken here: a request that came before would find nobody. */
  override start(callback: (error?: unknown) => void): void {
    super.start(() => {
      this.isTaken().then(() => {
        callback();
      }, callback);
    });
  }

  override bindEvents(client: NatsConnection): void {
    this.isTaken = () => client.flush();
    super.bindEvents({
      subscribe: (...subject: Parameters<NatsConnection['subscribe']>): Subscription => {
        const subscription = client.subscribe(...subject);
        this.taken.push(subscription);
        return subscription;
      },
    });
  }

  override async handleMessage(channel: string, message: Msg): Promise<void> {
    if (this.inHand >= MOST_IN_HAND) {
      refuse(message);
      return;
    }
    this.inHand += 1;
    const quiet = tellProgress(message);
    try {
      await super.handleMessage(channel, message);
    } finally {
      quiet();
      this.inHand -= 1;
    }
  }

  override async close(): Promise<void> {
    for (const subscription of this.taken) subscription.unsubscribe();
    const last = performance.now() + DRAIN_MILLISECONDS;
    while (this.inHand > 0 && performance.now() < last) await delay(LOOK_MILLISECONDS);
    // An answer leaves in a later turn than its handler.
    await delay(LOOK_MILLISECONDS);
    await super.close();
  }
}

/** Tells whoever asks for it that the request is in hand, until the function that it gives is called. */
function tellProgress(message: Msg): () => void {
  if (message.headers?.has(PROGRESS) !== true) return () => undefined;
  const fields = headers();
  fields.set(PROGRESS, 'working');
  const tell = (): void => {
    message.respond(undefined, { headers: fields });
  };
  tell();
  const timer = setInterval(tell, PROGRESS_MILLISECONDS);
  return () => {
    clearInterval(timer);
  };
}

function refuse(message: Msg): void {
  const body = toProblem(
    new WirebriefError(
      'WB_SERVICE_BUSY',
      'unavailable',
      `This service has ${MOST_IN_HAND} requests in hand: nothing was done.`,
      'Send the request again later, or run more replicas.',
    ),
  );
  const fields = headers();
  fields.set('Content-Type', 'application/problem+json');
  message.respond(new TextEncoder().encode(JSON.stringify(body)), { headers: fields });
}
