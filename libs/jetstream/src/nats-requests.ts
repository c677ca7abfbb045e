import { setTimeout as delay } from 'node:timers/promises';

import {
  PROGRESS,
  Requests,
  type ServiceAnswer,
  type ServiceRequest,
} from '@wirebrief/application';
import { messageOf, WirebriefError } from '@wirebrief/kernel';
import { createInbox, headers, type Msg } from 'nats';

import { fieldsOf } from './header-fields';
import { type JetStreamConnection } from './jetstream-connection';

/** A service that is being restarted is waited for. */
const ABSENT_MILLISECONDS = 5000;
const LOOK_MILLISECONDS = 200;

/** Whoever has taken a request says each second that it is at work: one that says nothing for so long has ended. */
const SILENCE_MILLISECONDS = 3000;

/** What ends two processes may end each that takes it. */
const MOST_SENDINGS = 3;

const NO_RESPONDERS = 503;

export class NatsRequests extends Requests {
  constructor(private readonly connection: JetStreamConnection) {
    super();
  }

  async send(request: ServiceRequest): Promise<ServiceAnswer> {
    const deadline = performance.now() + request.milliseconds;
    for (let sending = 1; ; sending += 1) {
      try {
        const answer = await this.sendToSomeone(request, deadline);
        return { data: answer.data, fields: fieldsOf(answer.headers) };
      } catch (error) {
        if (!(error instanceof Silence)) throw error;
        const isLast = sending === MOST_SENDINGS || performance.now() >= deadline;
        if (isLast) throw silent(request.subject, error);
      }
    }
  }

  /** Sends until someone is there who takes it. */
  private async sendToSomeone(request: ServiceRequest, deadline: number): Promise<Msg> {
    const patience = Math.min(deadline, performance.now() + ABSENT_MILLISECONDS);
    for (;;) {
      await this.connection.whenConnected(patience);
      const answer = await this.answerTo(request, deadline);
      if (answer.headers?.code !== NO_RESPONDERS) return answer;
      if (performance.now() > patience) throw absent(request.subject);
      await delay(LOOK_MILLISECONDS);
    }
  }

  /** The first message back that is more than a sign of life. */
  private answerTo({ subject, data, fields }: ServiceRequest, deadline: number): Promise<Msg> {
    const { nats } = this.connection;
    const sent = headers();
    for (const [name, value] of Object.entries({ ...fields, [PROGRESS]: 'wanted' }))
      sent.set(name, value);
    const inbox = createInbox();
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const settle = (): void => {
        clearTimeout(timer);
        answers.unsubscribe();
      };
      const wait = (): void => {
        clearTimeout(timer);
        const left = Math.max(0, deadline - performance.now());
        timer = setTimeout(
          () => {
            settle();
            reject(new Silence(left));
          },
          Math.min(SILENCE_MILLISECONDS, left),
        );
      };
      const answers = nats.subscribe(inbox, {
        callback: (error, message) => {
          if (error === null && message.headers?.has(PROGRESS)) {
            wait();
            return;
          }
          settle();
          if (error === null) resolve(message);
          else reject(error);
        },
      });
      wait();
      nats.publish(subject, data, { reply: inbox, headers: sent });
    });
  }
}

class Silence extends Error {
  constructor(left: number) {
    super(
      left > SILENCE_MILLISECONDS
        ? `nothing was heard for ${SILENCE_MILLISECONDS / 1000} seconds`
        : 'it took too long',
    );
  }
}

function absent(subject: string): WirebriefError {
  return new WirebriefError(
    'WB_SERVICE_ABSENT',
    'unavailable',
    `No service takes requests on ${subject}: nothing was done.`,
    'Start the service that does, or wait until it is back, and send the request again.',
  );
}

function silent(subject: string, cause: unknown): WirebriefError {
  return new WirebriefError(
    'WB_SERVICE_SILENT',
    'unavailable',
    `The service on ${subject} has not answered: ${messageOf(cause)}. It may have done what was asked for.`,
    'Look whether it was done, and send the request again if not; the same update twice is recorded once.',
    { cause },
  );
}
