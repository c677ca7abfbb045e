import { setTimeout as delay } from 'node:timers/promises';

import { StoreUnavailableError } from '@wirebrief/application';
import { ChangeSignal } from '@wirebrief/event-log';
import { WirebriefError } from '@wirebrief/kernel';
import {
  connect,
  type ConnectionOptions,
  Events,
  type JetStreamClient,
  type JetStreamManager,
  type Msg,
  type MsgHdrs,
  type NatsConnection,
} from 'nats';

import { AnswerInbox } from './answer-inbox';
import { isLeaderless, isTimeout, JETSTREAM_ERROR, jetStreamCode, reasonOf } from './nats-errors';
import { assertSuitableServer } from './server-gate';

/** Where the servers are; the configuration of the process has this form. */
export interface NatsAddress {
  /** `host:port` of each. */
  readonly servers: readonly string[];
  readonly tls: boolean;
  readonly credentials?: {
    readonly reveal: () =>
      { readonly user: string; readonly pass: string } | { readonly token: string };
  };
}

export interface ConnectOptions {
  /** How the connection is called in the server's monitoring. */
  readonly name: string;
  /** How long one request may take. */
  readonly requestMilliseconds?: number;
}

export const REQUEST_MILLISECONDS = 5000;
const ELECTION_POLL_MILLISECONDS = 50;

/** A connection that comes back by itself for ever, and knows whether it stands. */
export class JetStreamConnection {
  private readonly changes = new ChangeSignal();
  private readonly answers: AnswerInbox;
  private readonly losses = new Set<() => void>();
  private standing = true;
  private checkedInfo: unknown;
  /** Largest message, headers included, in bytes. The client knows it only while it is connected. */
  readonly maxPayload: number;

  private constructor(
    readonly nats: NatsConnection,
    readonly client: JetStreamClient,
    readonly manager: JetStreamManager,
    readonly requestMilliseconds: number,
  ) {
    this.maxPayload = nats.info?.max_payload ?? 0;
    this.answers = new AnswerInbox(nats, requestMilliseconds);
    void this.watch();
    void nats.closed().then(() => {
      this.lose();
      this.changes.notify();
    });
  }

  /** Throws `WB_NATS_UNREACHABLE`, `WB_NATS_REFUSED`, `WB_NATS_SERVER_TOO_OLD` or `WB_NATS_JETSTREAM_OFF`. */
  static async open(address: NatsAddress, options: ConnectOptions): Promise<JetStreamConnection> {
    const { name, requestMilliseconds = REQUEST_MILLISECONDS } = options;
    const nats = await connectToNats(address, {
      name,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 250,
      pingInterval: 5000,
      maxPingOut: 2,
      timeout: requestMilliseconds,
    });
    try {
      assertSuitableServer(nats.info?.version ?? '');
      const api = { timeout: requestMilliseconds };
      const manager = await nats.jetstreamManager({ ...api, checkAPI: false });
      const connection = new JetStreamConnection(
        nats,
        nats.jetstream(api),
        manager,
        requestMilliseconds,
      );
      await connection.assertJetStream();
      return connection;
    } catch (error) {
      await nats.close();
      throw error;
    }
  }

  /** Whether requests can be sent at this moment. */
  get isStanding(): boolean {
    return this.standing && !this.isClosed;
  }

  get isClosed(): boolean {
    return this.nats.isClosed();
  }

  /**
   * Waits for the connection to stand. Nothing may be sent before: the client would keep it and send it at some later
   * moment. Rejects with StoreUnavailableError.
   */
  async whenConnected(deadline: number): Promise<void> {
    while (!this.standing || this.isClosed) {
      const left = deadline - performance.now();
      if (left <= 0 || this.isClosed) throw this.notConnected();
      await this.changes.wait(AbortSignal.timeout(Math.ceil(left)));
    }
    this.assertSuitable();
  }

  /** Calls back at the next loss, at once where it has happened. Gives what takes that back. */
  onLoss(listener: () => void): () => void {
    if (this.isStanding) this.losses.add(listener);
    else listener();
    return () => this.losses.delete(listener);
  }

  /** Rejects with the client's errors, or when the connection is lost meanwhile. */
  request(subject: string, data: Uint8Array, headers?: MsgHdrs): Promise<Msg> {
    return this.answers.request(subject, data, headers);
  }

  /**
   * Asks until someone is there to answer, for as long as two requests may take: while a stream or its cluster elects a
   * leader nobody is. For questions alone, which may be asked twice.
   */
  async asked<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    const deadline = performance.now() + 2 * this.requestMilliseconds;
    for (;;) {
      await this.whenConnected(deadline);
      try {
        return await question();
      } catch (error) {
        if (!isLeaderless(error) || performance.now() > deadline) throw error;
      }
      await delay(ELECTION_POLL_MILLISECONDS);
    }
  }

  async close(): Promise<void> {
    await this.nats.close();
  }

  private async watch(): Promise<void> {
    for await (const { type, permissionContext: refused } of this.nats.status()) {
      if (type === Events.Disconnect) this.lose();
      if (refused?.operation === 'publish') this.answers.rejectSubject(refused.subject);
      if (type === Events.Reconnect) this.standing = true;
      this.changes.notify();
    }
  }

  private lose(): void {
    this.standing = false;
    this.answers.rejectAll(new Error('the connection was lost'));
    const listeners = [...this.losses];
    this.losses.clear();
    for (const listener of listeners) listener();
  }

  /** Another server of the cluster may have taken over, and be older. */
  private assertSuitable(): void {
    const { info } = this.nats;
    if (info === undefined || info === this.checkedInfo) return;
    assertSuitableServer(info.version);
    this.checkedInfo = info;
  }

  private notConnected(): StoreUnavailableError {
    return new StoreUnavailableError(
      'not-applied',
      this.isClosed
        ? 'The connection to NATS is closed.'
        : 'No NATS server can be reached at this moment.',
      'It is tried again without end; send the request again with the same id when a server is back.',
    );
  }

  private async assertJetStream(): Promise<void> {
    try {
      await this.manager.getAccountInfo();
    } catch (error) {
      const code = jetStreamCode(error);
      const isOff =
        code === JETSTREAM_ERROR.notEnabled ||
        code === JETSTREAM_ERROR.notEnabledForAccount ||
        (code === undefined && reasonOf(error).includes('503'));
      if (!isOff) return;
      throw new WirebriefError(
        'WB_NATS_JETSTREAM_OFF',
        'unavailable',
        'JetStream is not enabled on the NATS server, or not for this account.',
        'Start nats-server with JetStream, as docker/nats-server.conf does.',
        { cause: error },
      );
    }
  }
}

/** Throws `WB_NATS_UNREACHABLE` or `WB_NATS_REFUSED`. */
export async function connectToNats(
  { servers, tls, credentials }: NatsAddress,
  options: ConnectionOptions,
): Promise<NatsConnection> {
  const attempts = 3;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connect({
        timeout: REQUEST_MILLISECONDS,
        ...options,
        ...credentials?.reveal(),
        ...(tls && { tls: {} }),
        servers: [...servers],
      });
    } catch (error) {
      const reason = reasonOf(error);
      if (/authorization|authentication/i.test(reason)) throw refused(servers, error);
      if (attempt === attempts || isTimeout(error)) throw unreachable(servers, error);
    }
    await delay(250 * attempt);
  }
}

function unreachable(servers: readonly string[], cause: unknown): WirebriefError {
  return new WirebriefError(
    'WB_NATS_UNREACHABLE',
    'unavailable',
    `No NATS server answers at ${servers.join(', ')}: ${reasonOf(cause)}.`,
    'Start one there, or correct NATS_URL.',
    { cause },
  );
}

function refused(servers: readonly string[], cause: unknown): WirebriefError {
  return new WirebriefError(
    'WB_NATS_REFUSED',
    'unavailable',
    `The NATS server at ${servers.join(', ')} refuses this user.`,
    'Correct the user and the password in NATS_URL.',
    { cause },
  );
}
