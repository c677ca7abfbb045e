import {
  articleCount,
  type Briefing,
  compose,
  type Composed,
  type EditionIssued,
  editionBefore,
  editionDecider,
  type IssuedFile,
  type StoryState,
} from '@wirebrief/briefing';
import { type OptionDefinition } from '@wirebrief/claims';
import { type CommitMeta, isWirebriefError, type Position } from '@wirebrief/kernel';

import { type Reading } from './analyst';
import { type ArticleIntake } from './article-intake';
import { handleCommand } from './command-handling';
import { type BlobStore } from './ports/blob-store.port';
import { type EditionRenderer, type RenderedEdition } from './ports/edition-renderer.port';
import { type EventStore } from './ports/event-store.port';
import { type ScheduleProjection } from './schedule-projection';
import { type StoryProjection } from './story-projection';
import { editionStream } from './streams';
import { Turns } from './turns';

export interface PressPorts {
  readonly store: EventStore;
  readonly blobs: BlobStore;
  readonly renderer: EditionRenderer;
  readonly stories: StoryProjection;
  readonly reading: Reading;
  readonly schedules: ScheduleProjection;
  /** Before each document: what is embargoed until now is in it. */
  readonly intake: Pick<ArticleIntake, 'endEmbargoes'>;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
  readonly taxonomy: readonly OptionDefinition[];
  /** Name and version of the program, printed in each edition. */
  readonly program: string;
}

export type Edition = EditionIssued['data'];

/** What a schedule, a trigger or a person wants issued. */
export interface EditionOrder {
  readonly kind: Edition['kind'];
  /** Whoever repeats an order, here or in another replica, gets the edition that was issued for its first time. */
  readonly request?: string;
  /** Whether an edition without a change is issued, which is the default, or left out. */
  readonly unchanged?: 'issue' | 'skip';
  /** An edition that speaks for this position of the log is as good, whoever ordered it; for a flash, a flash too. */
  readonly covers?: Position;
}

export interface Fulfilled {
  /** `repeated`: issued before, for the same request or with all that this one is to cover. `unchanged`: left out, the edition before still holds. */
  readonly outcome: 'issued' | 'repeated' | 'unchanged';
  readonly edition: Edition;
}

// Another replica may issue first; its edition takes the number and this one is composed again after it.
const ATTEMPTS = 3;

// What is asked for right after a start comes first.
const WARM_UP_MILLISECONDS = 1_000;

/** Composes, renders and issues editions. */
export class Press {
  /** One edition of a story at a time: each is compared with the one before. */
  private readonly turns = new Turns();
  private isWarm = false;
  private warmUpTimer: NodeJS.Timeout | undefined;

  constructor(private readonly ports: PressPorts) {}

  /** For a process that stays: warms up in a moment. */
  start(): void {
    // What is wrong with the story or the templates is told to whoever orders an edition.
    const warmUp = (): void => void this.warmUp().catch(() => undefined);
    this.warmUpTimer = setTimeout(warmUp, WARM_UP_MILLISECONDS).unref();
  }

  stop(): void {
    clearTimeout(this.warmUpTimer);
  }

  /**
   * Makes a document that nobody sees, of the smallest story, unless one was made before: the first of a process takes
   * about five times as long as the next, since code, templates and fonts are loaded for it.
   */
  async warmUp(): Promise<void> {
    if (this.isWarm) return;
    const [smallest] = [...this.ports.stories.stories().values()]
      .map((state) => ({ state, size: articleCount(state) }))
      .filter(({ size }) => size > 0)
      .sort((a, b) => a.size - b.size);
    if (smallest === undefined) return;
    this.isWarm = true;
    await this.ports.renderer.warmUp(this.compose(smallest.state, 'edition', 0).briefing);
  }

  /** Issues the next edition, with every update that was acknowledged before the call. */
  async issue(storyId: string, kind: Edition['kind'], meta: CommitMeta): Promise<Edition> {
    return (await this.fulfil(storyId, { kind }, meta)).edition;
  }

  /** As `issue`, once for each request. */
  async fulfil(storyId: string, order: EditionOrder, meta: CommitMeta): Promise<Fulfilled> {
    return this.turns.take(storyId, () => this.fulfilNext(storyId, order, meta));
  }

  /** The document as it would be issued now, without issuing it. */
  async draft(storyId: string): Promise<Composed> {
    return this.compose(await this.settledState(storyId), 'edition', 0);
  }

  private async fulfilNext(
    storyId: string,
    order: EditionOrder,
    meta: CommitMeta,
  ): Promise<Fulfilled> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.fulfilOnce(storyId, order, meta);
      } catch (error) {
        const isTaken = isWirebriefError(error) && error.code === 'WB_EDITION_TAKEN';
        if (!isTaken || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private async fulfilOnce(
    storyId: string,
    { kind, request, unchanged, covers }: EditionOrder,
    meta: CommitMeta,
  ): Promise<Fulfilled> {
    const { store, blobs, program } = this.ports;
    const state = await this.settledState(storyId);
    const repeated = state.editions.find(
      (edition) => request !== undefined && edition.request === request,
    );
    if (repeated !== undefined) return { outcome: 'repeated', edition: repeated };
    const previous = editionBefore(state, kind);
    if (previous !== undefined && previous.position >= (covers ?? Infinity))
      return { outcome: 'repeated', edition: previous };
    const number = state.editions.length + 1;
    const { briefing, ledger, revisions, claims } = this.compose(state, kind, number);
    if (unchanged === 'skip' && previous !== undefined && briefing.changes.entries.length === 0)
      return { outcome: 'unchanged', edition: previous };
    const rendered = await this.render(briefing);
    const files = await storeFiles(blobs, rendered);
    const { issuedAt, asOf, position } = briefing.edition;
    const edition = {
      storyId,
      number,
      kind,
      issuedAt,
      asOf,
      position,
      files,
      revisions,
      ledger,
      claims,
      program,
      templates: rendered.templates,
      ...(request !== undefined && { request }),
    };
    const { events } = await handleCommand({
      store,
      stream: editionStream(storyId),
      decider: editionDecider,
      command: { type: 'IssueEdition', edition },
      meta,
      readsLast: true,
    });
    const [issued] = events;
    if (issued === undefined) throw new Error('an edition that was decided on has an event');
    return { outcome: 'issued', edition: issued.data };
  }

  private async render(briefing: Briefing): Promise<RenderedEdition> {
    this.isWarm = true;
    return this.ports.renderer.render(briefing);
  }

  private compose(state: StoryState, kind: Edition['kind'], number: number): Composed {
    const { clock, schedules, taxonomy, program } = this.ports;
    const issuedAt = clock();
    const nextDue = schedules.nextDue(state.story?.storyId ?? '', issuedAt);
    return compose(state, { kind, number, issuedAt, nextDue, taxonomy, program });
  }

  private async settledState(storyId: string): Promise<StoryState> {
    const { intake, reading, stories, schedules } = this.ports;
    await intake.endEmbargoes();
    await reading.catchUp(storyId);
    const [state] = await Promise.all([stories.find(storyId), schedules.catchUp()]);
    return state;
  }
}

async function storeFiles(blobs: BlobStore, rendered: RenderedEdition): Promise<Edition['files']> {
  const put = async (bytes: Uint8Array): Promise<IssuedFile> => blobs.put(bytes);
  const [html, pdf, json] = await Promise.all([
    put(rendered.html),
    put(rendered.pdf),
    put(rendered.json),
  ]);
  return { html, pdf, json };
}
