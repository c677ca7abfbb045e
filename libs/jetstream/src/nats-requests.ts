import { setTimeout as delay } from 'node:timers/promises';

import { Requests, type ServiceAnswer, type ServiceRequest } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';
import { headers } from 'nats';

import { fieldsOf } from './header-fields';
import { type JetStreamConnection } from './jetstream-connection';
import { hadNoReceiver, reasonOf } from './nats-errors';

/** A service that is being restarted is waited for. */
const ABSENT_MILLISECONDS = 5000;
const LOOK_MILLISECONDS = 200;

export class NatsRequests extends Requests {
  constructor(private readonly connection: JetStreamConnection) {
    super();
  }

  async send({ subject, data, fields, milliseconds }: ServiceRequest): Promise<ServiceAnswer> {
    const sent = headers();
    for (const [name, value] of Object.entries(fields)) sent.set(name, value);
    const patience = performance.now() + Math.min(ABSENT_MILLISECONDS, milliseconds);
    for (;;) {
      await this.connection.whenConnected(patience);
      try {
        const options = { timeout: milliseconds, headers: sent };
        const answer = await this.connection.request(subject, data, options);
        return { data: answer.data, fields: fieldsOf(answer.headers) };
      } catch (error) {
        if (!hadNoReceiver(error)) throw silent(subject, error);
        if (performance.now() > patience) throw absent(subject, error);
      }
      await delay(LOOK_MILLISECONDS);
    }
  }
}

function absent(subject: string, cause: unknown): WirebriefError {
  return new WirebriefError(
    'WB_SERVICE_ABSENT',
    'unavailable',
    `No service takes requests on ${subject}: nothing was done.`,
    'Start the service that does, or wait until it is back, and send the request again.',
    { cause },
  );
}

function silent(subject: string, cause: unknown): WirebriefError {
  return new WirebriefError(
    'WB_SERVICE_SILENT',
    'unavailable',
    `The service on ${subject} has not answered: ${reasonOf(cause)}. It may have done what was asked for.`,
    'Look whether it was done, and send the request again if not; the same update twice is recorded once.',
    { cause },
  );
}
