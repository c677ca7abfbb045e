import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, type NatsContext, Payload, Transport } from '@nestjs/microservices';
import { EditionArchive, Press, Rebuilder, ScheduleRunner } from '@wirebrief/application';
import { REQUESTS } from '@wirebrief/messages';
import { z } from 'zod';

import { editionView } from '../gateway/views';
import { Answers } from './answers';
import { parseInternal } from './parse-internal';
import { type Answer } from './plain-json';
import { INTERNAL } from './subjects';

const dueSchema = z.strictObject({ story: z.string() });
const tickSchema = z.strictObject({
  storyId: z.string(),
  scheduleId: z.string(),
  due: z.iso.datetime(),
  kind: z.enum(['edition', 'flash']),
  unchanged: z.enum(['issue', 'skip']),
  passedOver: z.int().min(0),
});

/** Requests for editions, and word from the scheduler that one is due. */
@Controller()
export class EditionMessages {
  constructor(
    @Inject(Press) private readonly press: Pick<Press, 'fulfil'>,
    @Inject(EditionArchive) private readonly archive: EditionArchive,
    @Inject(Rebuilder) private readonly rebuilder: Pick<Rebuilder, 'rebuild'>,
    @Inject(ScheduleRunner) private readonly runner: Pick<ScheduleRunner, 'run'>,
    @Inject(Answers) private readonly answers: Answers,
  ) {}

  @MessagePattern(REQUESTS.issueEdition.subject, Transport.NATS)
  issue(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answers.to(REQUESTS.issueEdition, bytes, context, async ({ body, meta, id }) => {
      const { story, kind } = body;
      const order = { kind, ...(id !== null && { request: `message/${id}` }) };
      const { edition } = await this.press.fulfil(story, order, meta);
      return editionView(edition, this.archive.standing(edition));
    });
  }

  @MessagePattern(INTERNAL.rebuildDue, Transport.NATS)
  rebuild(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answers.toService(context, async () => {
      const { story } = parseInternal(dueSchema, bytes);
      return { outcome: await this.rebuilder.rebuild(story) };
    });
  }

  @MessagePattern(INTERNAL.tickFired, Transport.NATS)
  tick(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answers.toService(context, async () => ({
      status: await this.runner.run(parseInternal(tickSchema, bytes)),
    }));
  }
}
