import { Controller, Inject, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { Analyst, EventStore, type KeptMessage } from '@wirebrief/application';
import { type Commit } from '@wirebrief/kernel';

import { commitsAt } from './commits-at';
import { KeepError, KEPT_WORK } from './queue.transport';
import { INBOX, LOG_WORK } from './subjects';

/** New revisions, to be read. */
@Controller()
export class RevisionMessages {
  constructor(
    @Inject(Analyst) private readonly analyst: Pick<Analyst, 'read'>,
    @Inject(EventStore) private readonly store: EventStore,
  ) {}

  @EventPattern(LOG_WORK.revisions, KEPT_WORK)
  @UseFilters(KeepError)
  read(commit: Commit): Promise<void> {
    return this.analyst.read(commit);
  }

  /** One that could not be read, once more. */
  @EventPattern(INBOX.revisions, KEPT_WORK)
  @UseFilters(KeepError)
  async readAgain(message: KeptMessage): Promise<void> {
    for (const commit of await commitsAt(this.store, message)) await this.analyst.read(commit);
  }
}
