import { Controller, Inject, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { Announcer, EventStore, type KeptMessage } from '@wirebrief/application';
import { type Commit } from '@wirebrief/kernel';

import { commitsAt } from './commits-at';
import { KeepError, KEPT_WORK } from './queue.transport';
import { INBOX, LOG_WORK } from './subjects';

/** Editions that are out, to be told of. */
@Controller()
export class EditionAnnouncements {
  constructor(
    @Inject(Announcer) private readonly announcer: Pick<Announcer, 'announce'>,
    @Inject(EventStore) private readonly store: EventStore,
  ) {}

  @EventPattern(LOG_WORK.editions, KEPT_WORK)
  @UseFilters(KeepError)
  announce(commit: Commit): Promise<void> {
    return this.announcer.announce(commit);
  }

  /** One that could not be told of, once more. */
  @EventPattern(INBOX.announcements, KEPT_WORK)
  @UseFilters(KeepError)
  async announceAgain(message: KeptMessage): Promise<void> {
    for (const commit of await commitsAt(this.store, message))
      await this.announcer.announce(commit);
  }
}
