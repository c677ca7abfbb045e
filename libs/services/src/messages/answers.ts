import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import { type NatsContext } from '@nestjs/microservices';
import { type KeptMessage } from '@wirebrief/application';
import { type CommitMeta } from '@wirebrief/kernel';
import { type HeaderReader, isToken, readMessage, type RequestType } from '@wirebrief/messages';
import { type Logger, toProblem } from '@wirebrief/platform';

import { LOGGER } from '../engine.module';
import { headerReader, keptHeaderReader } from './header-reader';
import { type Answer } from './plain-json';

export interface Work<Body> {
  readonly body: Body;
  readonly meta: CommitMeta;
  /** The same for every delivery of the same message, where its sender has given it one. */
  readonly id: string | null;
}

/** Turns what a request comes to into its answer. */
@Injectable()
export class Answers {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  /** To a request of anyone. */
  to<Body, Result>(
    type: RequestType<Body, unknown, Result>,
    bytes: Uint8Array,
    context: NatsContext,
    work: (given: Work<Body>) => Promise<NoInfer<Result>>,
  ): Promise<Answer> {
    return this.toService(context, () => work(workOf(type, bytes, headerReader(context))));
  }

  /** To a request of another service of ours. */
  async toService(context: NatsContext, work: () => Promise<unknown>): Promise<Answer> {
    try {
      return { mediaType: 'application/json', body: await work() };
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500)
        this.logger.error('message failed', { subject: context.getSubject(), error });
      return { mediaType: 'application/problem+json', body: problem };
    }
  }
}

/** What a message of the inbox asks for: a repeated delivery has the same correlation id. */
export function keptWork<Body>(type: RequestType<Body, unknown>, message: KeptMessage): Work<Body> {
  return workOf(type, message.data, keptHeaderReader(message), message.id);
}

function workOf<Body>(
  type: RequestType<Body, unknown>,
  bytes: Uint8Array,
  header: HeaderReader,
  fallbackId: string = randomUUID(),
): Work<Body> {
  const { body, id, correlationId } = readMessage(type, bytes, header);
  const actor = header('wirebrief-actor') ?? '';
  const meta = {
    correlationId: correlationId ?? fallbackId,
    actor: isToken(actor) ? actor : 'nats',
  };
  return { body, meta, id };
}
