import { Module } from '@nestjs/common';

import { Answers } from './answers';
import { ArticleMessages } from './article.messages';
import { EditionAnnouncements } from './edition.announcements';
import { DecisionMessages } from './decision.messages';
import { EditionMessages } from './edition.messages';
import { RevisionMessages } from './revision.messages';
import { TriggerMessages } from './trigger.messages';

/** What takes updates and decisions in. */
@Module({
  controllers: [ArticleMessages, DecisionMessages, TriggerMessages],
  providers: [Answers],
})
export class IntakeMessagesModule {}

/** What reads revisions. */
@Module({ controllers: [RevisionMessages] })
export class AnalystMessagesModule {}

/** What issues editions. */
@Module({ controllers: [EditionMessages], providers: [Answers] })
export class PressMessagesModule {}

/** What tells of editions. */
@Module({ controllers: [EditionAnnouncements] })
export class AnnouncerMessagesModule {}

/** Everything that comes over NATS, next to HTTP. */
@Module({ imports: [IntakeMessagesModule, AnalystMessagesModule, PressMessagesModule] })
export class MessagesModule {}
