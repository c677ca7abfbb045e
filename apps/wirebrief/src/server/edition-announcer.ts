import { setTimeout as delay } from 'node:timers/promises';

import { Announcer, type EventStore, type ProjectionStore } from '@wirebrief/application';
import { publishNotice } from '@wirebrief/hosting';
import { connectToNats } from '@wirebrief/jetstream';
import { type EditionNotice } from '@wirebrief/notices';
import { type Logger, type NatsConfig } from '@wirebrief/platform';
import { type NatsConnection } from 'nats';

export interface EditionAnnouncerOptions {
  readonly store: EventStore;
  readonly projections: ProjectionStore;
  readonly publicUrl: string;
  readonly nats: NatsConfig;
  readonly logger: Logger;
}

const RETRY_MILLISECONDS = 2_000;

/** Tells of editions over NATS. While no server answers there, what is to be told waits. */
export class EditionAnnouncer {
  private readonly announcer: Announcer;
  private readonly end = new AbortController();
  private connection: NatsConnection | undefined;

  constructor(private readonly options: EditionAnnouncerOptions) {
    this.announcer = new Announcer({
      ...options,
      publish: (notice, id) => this.publish(notice, id),
    });
  }

  async start(): Promise<void> {
    await this.announcer.start();
  }

  async stop(): Promise<void> {
    this.end.abort();
    await this.connection?.close();
    await this.announcer.stop();
    // One that was being made meanwhile.
    await this.connection?.close();
  }

  /** Until the server has it. */
  private async publish(notice: EditionNotice, id: string): Promise<void> {
    const { publicUrl } = this.options;
    for (let attempt = 1; !this.end.signal.aborted; attempt++) {
      try {
        await publishNotice(await this.connected(), { notice, id, publicUrl });
        return;
      } catch (error) {
        if (attempt === 1) this.options.logger.warn('an edition is not announced yet', { error });
      }
      const { signal } = this.end;
      await delay(RETRY_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
    // The edition is announced at the next start: its position must not count as handled.
    throw new Error('stopped before the edition was announced');
  }

  private async connected(): Promise<NatsConnection> {
    if (this.connection !== undefined && !this.connection.isClosed()) return this.connection;
    const options = { name: 'wirebrief editions', maxReconnectAttempts: -1 };
    this.connection = await connectToNats(this.options.nats, options);
    return this.connection;
  }
}
