import { randomUUID } from 'node:crypto';

import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, type NatsContext, Payload, Transport } from '@nestjs/microservices';
import { ArticleIntake, Press, TriggerDesk } from '@wirebrief/application';
import { type CommitMeta, WirebriefError } from '@wirebrief/kernel';
import { articleUpdateSchema } from '@wirebrief/newsroom';
import { type Logger, toProblem } from '@wirebrief/platform';
import { type MsgHdrs } from 'nats';
import { z } from 'zod';

import { LOGGER } from '../engine.module';
import { parseBody } from '../gateway/parse';
import { rebuildInputSchema } from '../gateway/triggers.controller';
import { type Answer } from './plain-json';
import { SUBJECTS } from './subjects';

const issueSchema = z.strictObject({
  story: z.string().min(1).max(64),
  kind: z.enum(['edition', 'flash']).default('edition'),
});

const rebuildSchema = rebuildInputSchema.extend({ story: z.string().min(1).max(64) });

/** Updates and commands that arrive as NATS requests. */
@Controller()
export class MessagesController {
  constructor(
    @Inject(ArticleIntake) private readonly intake: ArticleIntake,
    @Inject(Press) private readonly press: Press,
    @Inject(TriggerDesk) private readonly triggers: TriggerDesk,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @MessagePattern(SUBJECTS.submitArticle, Transport.NATS)
  submitArticle(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answer(context, (meta) => {
      const update = parseBody(
        articleUpdateSchema,
        parseJson(bytes),
        '{"outlet": "…", "headline": "…", "text": "…"}',
      );
      return this.intake.record(update, meta);
    });
  }

  @MessagePattern(SUBJECTS.issueEdition, Transport.NATS)
  issueEdition(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answer(context, (meta) => {
      const { story, kind } = parseBody(issueSchema, parseJson(bytes), '{"story": "kabul-strike"}');
      return this.press.issue(story, kind, meta);
    });
  }

  @MessagePattern(SUBJECTS.requestRebuild, Transport.NATS)
  requestRebuild(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answer(context, (meta) => {
      const example = '{"story": "kabul-strike", "reason": "new statement"}';
      const { story, reason } = parseBody(rebuildSchema, parseJson(bytes), example);
      return this.triggers.request(story, { reason }, meta);
    });
  }

  private async answer(
    context: NatsContext,
    work: (meta: CommitMeta) => Promise<unknown>,
  ): Promise<Answer> {
    try {
      return { mediaType: 'application/json', body: await work(metaOf(context)) };
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500)
        this.logger.error('message failed', { subject: context.getSubject(), error });
      return { mediaType: 'application/problem+json', body: problem };
    }
  }
}

function metaOf(context: NatsContext): CommitMeta {
  const fields = context.getHeaders() as MsgHdrs | undefined;
  return { correlationId: fields?.get('Correlation-Id') || randomUUID(), actor: 'nats' };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new WirebriefError(
      'WB_INPUT_JSON',
      'invalid',
      'The message is not well-formed JSON in UTF-8.',
      'Send the JSON of an update or of a command, as plain bytes.',
      { cause: cause instanceof SyntaxError ? cause : new SyntaxError(String(cause)) },
    );
  }
}
