import { Controller, Inject, UseFilters } from '@nestjs/common';
import {
  Ctx,
  EventPattern,
  MessagePattern,
  type NatsContext,
  Payload,
  Transport,
} from '@nestjs/microservices';
import { ArticleIntake, type KeptMessage } from '@wirebrief/application';
import { REQUESTS } from '@wirebrief/messages';

import { Answers, keptWork } from './answers';
import { type Answer } from './plain-json';
import { KeepError, KEPT_WORK } from './queue.transport';
import { INBOX } from './subjects';

/** Updates that arrive over NATS: as requests, and as messages that are kept until they are recorded. */
@Controller()
export class ArticleMessages {
  constructor(
    @Inject(ArticleIntake) private readonly intake: Pick<ArticleIntake, 'record'>,
    @Inject(Answers) private readonly answers: Answers,
  ) {}

  @MessagePattern(REQUESTS.submitArticle.subject, Transport.NATS)
  submit(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answers.to(REQUESTS.submitArticle, bytes, context, ({ body, meta }) =>
      this.intake.record(body, meta),
    );
  }

  @EventPattern(INBOX.articles, KEPT_WORK)
  @UseFilters(KeepError)
  async take(message: KeptMessage): Promise<void> {
    const { body, meta } = keptWork(REQUESTS.submitArticle, message);
    await this.intake.record(body, meta);
  }
}
