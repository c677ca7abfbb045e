import { randomUUID } from 'node:crypto';

import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, type NatsContext, Payload, Transport } from '@nestjs/microservices';
import { ArticleIntake, EditionArchive, Press, TriggerDesk } from '@wirebrief/application';
import { type CommitMeta } from '@wirebrief/kernel';
import { readMessage, REQUESTS, type RequestType } from '@wirebrief/messages';
import { type Logger, toProblem } from '@wirebrief/platform';

import { LOGGER } from '../engine.module';
import { editionView } from '../gateway/views';
import { headerReader } from './header-reader';
import { type Answer } from './plain-json';

interface Work<Body> {
  readonly body: Body;
  readonly meta: CommitMeta;
  /** The same for every delivery of the same message, where its sender has given it one. */
  readonly id: string | null;
}

/** Updates and commands that arrive as NATS requests. */
@Controller()
export class MessagesController {
  constructor(
    @Inject(ArticleIntake) private readonly intake: ArticleIntake,
    @Inject(Press) private readonly press: Press,
    @Inject(EditionArchive) private readonly archive: EditionArchive,
    @Inject(TriggerDesk) private readonly triggers: TriggerDesk,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @MessagePattern(REQUESTS.submitArticle.subject, Transport.NATS)
  submitArticle(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answer(REQUESTS.submitArticle, bytes, context, ({ body, meta }) =>
      this.intake.record(body, meta),
    );
  }

  @MessagePattern(REQUESTS.issueEdition.subject, Transport.NATS)
  issueEdition(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answer(REQUESTS.issueEdition, bytes, context, async ({ body, meta, id }) => {
      const { story, kind } = body;
      const order = { kind, ...(id !== null && { request: `message/${id}` }) };
      const { edition } = await this.press.fulfil(story, order, meta);
      return editionView(edition, this.archive.standing(edition));
    });
  }

  @MessagePattern(REQUESTS.requestRebuild.subject, Transport.NATS)
  requestRebuild(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answer(REQUESTS.requestRebuild, bytes, context, ({ body, meta }) =>
      this.triggers.request(body.story, { reason: body.reason }, meta),
    );
  }

  private async answer<Body, Result>(
    type: RequestType<Body, unknown, Result>,
    bytes: Uint8Array,
    context: NatsContext,
    work: (given: Work<Body>) => Promise<NoInfer<Result>>,
  ): Promise<Answer> {
    try {
      const { body, id, correlationId } = readMessage(type, bytes, headerReader(context));
      const meta = { correlationId: correlationId ?? randomUUID(), actor: 'nats' };
      return { mediaType: 'application/json', body: await work({ body, meta, id }) };
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500)
        this.logger.error('message failed', { subject: context.getSubject(), error });
      return { mediaType: 'application/problem+json', body: problem };
    }
  }
}
