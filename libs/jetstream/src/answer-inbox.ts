import {
  createInbox,
  ErrorCode,
  type Msg,
  type MsgHdrs,
  type NatsConnection,
  NatsError,
} from 'nats';

interface Waiting {
  readonly subject: string;
  readonly resolve: (answer: Msg) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

const NO_RESPONDERS = 503;

/**
 * Requests with one answer each, all over one inbox. The client's own make several errors with their stacks for every
 * request that succeeds: a tenth of what an append costs.
 */
export class AnswerInbox {
  private readonly prefix = createInbox();
  private readonly waiting = new Map<string, Waiting>();
  private sent = 0;

  constructor(
    private readonly nats: NatsConnection,
    private readonly milliseconds: number,
  ) {
    nats.subscribe(`${this.prefix}.*`, {
      callback: (error, answer) => {
        // The subscription itself may be refused; then no answer comes for anyone.
        if (error) this.rejectAll(error);
        else this.receive(answer);
      },
    });
  }

  /** Rejects with the client's errors: no responders, timeout, or what it says of the connection. */
  request(subject: string, data: Uint8Array, headers?: MsgHdrs): Promise<Msg> {
    const reply = `${this.prefix}.${(this.sent += 1)}`;
    return new Promise((resolve, reject) => {
      this.nats.publish(subject, data, { reply, ...(headers && { headers }) });
      const timer = setTimeout(() => {
        this.take(reply)?.reject(NatsError.errorForCode(ErrorCode.Timeout));
      }, this.milliseconds);
      this.waiting.set(reply, { subject, resolve, reject, timer });
    });
  }

  /** The connection was lost: what is waited for cannot come over another one. */
  rejectAll(error: Error): void {
    for (const reply of [...this.waiting.keys()]) this.take(reply)?.reject(error);
  }

  /** The server lets nobody send to this subject. */
  rejectSubject(subject: string): void {
    const error = NatsError.errorForCode(ErrorCode.PermissionsViolation);
    for (const [reply, waiting] of [...this.waiting])
      if (waiting.subject === subject) this.take(reply)?.reject(error);
  }

  private receive(answer: Msg): void {
    const waiting = this.take(answer.subject);
    const isNobodyThere = answer.data.length === 0 && answer.headers?.code === NO_RESPONDERS;
    if (isNobodyThere) waiting?.reject(NatsError.errorForCode(ErrorCode.NoResponders));
    else waiting?.resolve(answer);
  }

  private take(reply: string): Waiting | undefined {
    const waiting = this.waiting.get(reply);
    this.waiting.delete(reply);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
