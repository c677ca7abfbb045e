import { randomUUID } from 'node:crypto';

import {
  type ArticleIntake,
  type Edition,
  type EditionArchive,
  type IntakeReceipt,
  type Press,
  type Rebuilder,
  type RebuildOutcome,
  type ScheduleRunner,
  type Requests,
} from '@wirebrief/application';
import { type CommitMeta, uuidFrom } from '@wirebrief/kernel';
import { type EditionView, REQUESTS } from '@wirebrief/messages';
import { type ArticleUpdate } from '@wirebrief/newsroom';

import { type Tick, type TickState } from '@wirebrief/scheduling';

import { INTERNAL } from '../messages/subjects';
import { askService } from './ask-service';

const INTAKE_MILLISECONDS = 10_000;
/** Issuing waits for analysts, and renders. */
const PRESS_MILLISECONDS = 60_000;

/** Takes updates in where the service for it runs. */
export class RemoteIntake implements Pick<ArticleIntake, 'record'> {
  constructor(private readonly requests: Requests) {}

  record(update: ArticleUpdate, meta: CommitMeta): Promise<IntakeReceipt> {
    const { requests } = this;
    const subject = REQUESTS.submitArticle.subject;
    const milliseconds = INTAKE_MILLISECONDS;
    return askService(requests, { subject, body: update, meta, milliseconds });
  }
}

/** Has editions issued where the press runs. */
export class RemotePress implements Pick<Press, 'issue'> {
  constructor(
    private readonly requests: Requests,
    private readonly archive: EditionArchive,
  ) {}

  async issue(story: string, kind: Edition['kind'], meta: CommitMeta): Promise<Edition> {
    const { number } = await askService<EditionView>(this.requests, {
      subject: REQUESTS.issueEdition.subject,
      body: { story, kind },
      meta,
      // Sent again after the press that had it has ended, it becomes the same edition.
      id: randomUUID(),
      milliseconds: PRESS_MILLISECONDS,
    });
    // Whoever has ordered it may ask for it at once.
    return this.archive.find(story, number);
  }
}

/** Has what is due rebuilt where the press runs. */
export class RemoteRebuilder implements Pick<Rebuilder, 'rebuild'> {
  constructor(private readonly requests: Requests) {}

  async rebuild(story: string): Promise<RebuildOutcome> {
    const { outcome } = await askService<{ readonly outcome: RebuildOutcome }>(this.requests, {
      subject: INTERNAL.rebuildDue,
      body: { story },
      meta: { correlationId: uuidFrom('rebuild', story), actor: 'trigger' },
      milliseconds: PRESS_MILLISECONDS,
    });
    return outcome;
  }
}

/** Has ticks that have fired worked where the press runs. */
export class RemoteScheduleRunner implements Pick<ScheduleRunner, 'run'> {
  constructor(private readonly requests: Requests) {}

  async run(tick: Tick): Promise<TickState['status']> {
    const { status } = await askService<Pick<TickState, 'status'>>(this.requests, {
      subject: INTERNAL.tickFired,
      body: tick,
      meta: { correlationId: uuidFrom('tick', JSON.stringify(tick)), actor: 'scheduler' },
      milliseconds: PRESS_MILLISECONDS,
    });
    return status;
  }
}
