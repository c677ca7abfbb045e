import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, type NatsContext, Payload, Transport } from '@nestjs/microservices';
import { DecisionDesk } from '@wirebrief/application';
import { REQUESTS } from '@wirebrief/messages';

import { Answers } from './answers';
import { type Answer } from './plain-json';

/** What editors decide, with an answer. */
@Controller()
export class DecisionMessages {
  constructor(
    @Inject(DecisionDesk) private readonly desk: DecisionDesk,
    @Inject(Answers) private readonly answers: Answers,
  ) {}

  @MessagePattern(REQUESTS.recordDecision.subject, Transport.NATS)
  decide(@Payload() bytes: Uint8Array, @Ctx() context: NatsContext): Promise<Answer> {
    return this.answers.to(REQUESTS.recordDecision, bytes, context, ({ body, meta }) => {
      const { story, ...input } = body;
      return this.desk.decide(story, input, meta);
    });
  }
}
