import { Controller, Inject, UseFilters } from '@nestjs/common';
import {
  Ctx,
  EventPattern,
  MessagePattern,
  type NatsContext,
  Payload,
  Transport,
} from '@nestjs/microservices';
import { type KeptMessage, TriggerDesk } from '@wirebrief/application';
import { REQUESTS } from '@wirebrief/messages';

import { Answers, keptWork } from './answers';
import { type Answer } from './plain-json';
import { KeepError, KEPT_WORK } from './queue.transport';
import { INBOX } from './subjects';

/** Requests for a rebuild: with an answer, and as messages that are kept until they are recorded. */
@Controller()
export class TriggerMessages {
  constructor(
    @Inject(TriggerDesk) private readonly desk: TriggerDesk,
    @Inject(Answers) private readonly answers: Answers,
  ) {}

  @MessagePattern(REQUESTS.requestRebuild.subject, Transport.NATS)
  request(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answers.to(REQUESTS.requestRebuild, bytes, context, ({ body, meta }) =>
      this.desk.request(body.story, { reason: body.reason }, meta),
    );
  }

  @EventPattern(INBOX.rebuilds, KEPT_WORK)
  @UseFilters(KeepError)
  async take(message: KeptMessage): Promise<void> {
    const { body, meta } = keptWork(REQUESTS.requestRebuild, message);
    await this.desk.request(body.story, { reason: body.reason }, meta);
  }
}
