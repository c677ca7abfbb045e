import { Controller, Inject, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { Analyst, EventStore, type KeptMessage } from '@wirebrief/application';
import { type Commit } from '@wirebrief/kernel';
import { z } from 'zod';

import { parseInternal } from './parse-internal';
import { KeepError, KEPT_WORK } from './queue.transport';
import { INBOX, LOG_WORK } from './subjects';

const positionSchema = z.strictObject({ position: z.int().positive() });

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
  async readAgain({ data }: KeptMessage): Promise<void> {
    const { position } = parseInternal(positionSchema, data);
    const { store, analyst } = this;
    for await (const { commits } of store.readAll({ after: position - 1, until: position }))
      for (const commit of commits) await analyst.read(commit);
  }
}
