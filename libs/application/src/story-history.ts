import {
  articleCount,
  type Briefing,
  compareStates,
  compose,
  evolveStory,
  initialStoryState,
  isStoryFact,
  killedSince,
  publishedBy,
  timelineRow,
  type TimelineRow,
  type StateChange,
  STORY_FACT_TYPES,
  type StoryFact,
  type StoryState,
  withKills,
} from '@wirebrief/briefing';
import { type OptionDefinition } from '@wirebrief/claims';
import { fold, type Position, recordedEvents, sha256, WirebriefError } from '@wirebrief/kernel';

import { type AsOf } from './as-of-text';
import { type EditionFile, MEDIA_TYPES } from './edition-archive';
import { fromRecorded } from './event-codec';
import { type EditionForm, type EditionRenderer } from './ports/edition-renderer.port';
import { type EventStore } from './ports/event-store.port';
import { storiesOf } from './stories-of';
import { type OpenStory, type StoryProjection } from './story-projection';

/** The document as it would have been then, not issued. */
export interface PastDocument {
  readonly briefing: Briefing;
  /** What was read then and is withdrawn since: its words and figures are not shown. */
  readonly withdrawnSince: readonly {
    readonly outlet: string;
    readonly at: string;
    readonly reason: string;
  }[];
}

export interface Comparison {
  readonly storyId: string;
  readonly from: Moment;
  readonly to: Moment;
  /** Empty means NO CHANGE. */
  readonly changes: readonly StateChange[];
}

export interface Moment {
  /** Of the log; null for an instant of publication, which has none. */
  readonly position: Position | null;
  /** Of the last thing that counts. */
  readonly at: string;
  readonly articles: number;
}

export interface HistoryPorts {
  readonly store: EventStore;
  readonly stories: StoryProjection;
  readonly renderer: EditionRenderer;
  readonly taxonomy: readonly OptionDefinition[];
  /** Name and version of the program, printed in each document. */
  readonly program: string;
}

// A past state is a whole one: these are for somebody who looks around a moment.
const STATES_KEPT = 4;

/** A story at any moment. Asking records nothing. */
export class StoryHistory {
  private readonly kept: {
    readonly storyId: string;
    readonly at: Position;
    readonly state: StoryState;
  }[] = [];

  constructor(private readonly ports: HistoryPorts) {}

  /** The document as of a moment; of now where none is given. */
  async document(storyId: string, asOf?: AsOf): Promise<PastDocument> {
    const now = await this.ports.stories.find(storyId);
    const past = await this.past(now, asOf);
    const { taxonomy, program } = this.ports;
    const issuedAt = asOf !== undefined && 'instant' in asOf ? asOf.instant : past.recordedAt;
    const request = {
      kind: 'edition',
      number: 0,
      issuedAt,
      nextDue: null,
      taxonomy,
      program,
    } as const;
    return {
      briefing: compose(withKills(past, now), request).briefing,
      withdrawnSince: killedSince(past, now).flatMap(({ identity, corrections }) =>
        corrections
          .filter(({ kind }) => kind === 'killed' || kind === 'versions killed')
          .slice(-1)
          .map(({ at, note }) => ({ outlet: identity.outlet, at, reason: note ?? '' })),
      ),
    };
  }

  /** The document of `document` in one form. */
  async file(storyId: string, form: EditionForm, asOf?: AsOf): Promise<EditionFile> {
    const { briefing } = await this.document(storyId, asOf);
    const bytes = (await this.ports.renderer.render(briefing))[form];
    const name = `${storyId}-draft-${briefing.edition.asOf.replace(/[^0-9T]/g, '')}.${form}`;
    return { bytes, hash: sha256(bytes), mediaType: MEDIA_TYPES[form], name };
  }

  /** What changed from one moment to another. Both must be of one kind where one is an instant of publication. */
  async compare(storyId: string, from: AsOf, to?: AsOf): Promise<Comparison> {
    if (to !== undefined && (from.by === 'published') !== (to.by === 'published'))
      throw mixedError();
    const now = await this.ports.stories.find(storyId);
    const isPublished = from.by === 'published';
    const before = await this.past(now, from);
    const after = await this.past(
      now,
      to ?? (isPublished ? { ...from, instant: FOREVER } : undefined),
    );
    if (before.position > after.position) throw backwardsError();
    return {
      storyId,
      from: momentOf(before, isPublished),
      to: momentOf(after, isPublished),
      changes: compareStates(before, after, now, this.ports.taxonomy),
    };
  }

  /** What the story came to at the end of each day (UTC) on which something about it was published. */
  async timeline(storyId: string): Promise<readonly TimelineRow[]> {
    const now = await this.ports.stories.find(storyId);
    const facts = await this.allFacts(storyId);
    const dates = new Set(
      publishedBy(facts, FOREVER)
        .filter(({ type }) => type.startsWith('Article'))
        .map(({ recordedAt }) => recordedAt.slice(0, 10)),
    );
    return [...dates].map((date) => {
      const state = fold(
        evolveStory,
        initialStoryState,
        publishedBy(facts, `${date}T23:59:59.999Z`),
      );
      return timelineRow(date, withKills(state, now));
    });
  }

  /** Kills that came later do not count in it. */
  private async past(now: OpenStory, asOf: AsOf | undefined): Promise<StoryState> {
    if (asOf === undefined) return now;
    const { storyId } = now.story;
    if (asOf.by === 'published') return this.published(storyId, asOf.instant);
    const { store } = this.ports;
    const head = await store.head();
    const position = asOf.by === 'position' ? asOf.position : await store.positionAt(asOf.instant);
    if (position > head) throw aheadError(position, head);
    const state = position >= now.position ? now : await this.recorded(storyId, position);
    if (state.story === null) throw notOpenError(storyId, asOf);
    return state;
  }

  private async recorded(storyId: string, position: Position): Promise<StoryState> {
    const nearest = this.kept
      .filter((one) => one.storyId === storyId && one.at <= position)
      .reduce((best, one) => (one.at > best.at ? one : best), { at: 0, state: initialStoryState });
    let { state } = nearest;
    for await (const fact of this.facts(storyId, nearest.at, position))
      state = evolveStory(state, fact);
    this.kept.push({ storyId, at: position, state });
    if (this.kept.length > STATES_KEPT) this.kept.shift();
    return state;
  }

  private async published(storyId: string, instant: string): Promise<StoryState> {
    const facts = await this.allFacts(storyId);
    const state = fold(evolveStory, initialStoryState, publishedBy(facts, instant));
    return instant === FOREVER ? state : { ...state, recordedAt: instant };
  }

  private async allFacts(storyId: string): Promise<readonly StoryFact[]> {
    const facts: StoryFact[] = [];
    const head = await this.ports.store.head();
    for await (const fact of this.facts(storyId, 0, head)) facts.push(fact);
    return facts;
  }

  private async *facts(
    storyId: string,
    after: Position,
    until: Position,
  ): AsyncGenerator<StoryFact> {
    const filter = { types: STORY_FACT_TYPES };
    for await (const { commits } of this.ports.store.readAll({ after, until, filter }))
      for (const recorded of commits.flatMap(recordedEvents)) {
        const fact = fromRecorded(recorded);
        if (isStoryFact(fact) && storiesOf(fact).includes(storyId)) yield fact;
      }
  }
}

/** Later than anything that was published. */
const FOREVER = '9999-12-31T23:59:59.999Z';

function momentOf(state: StoryState, isPublished: boolean): Moment {
  const { position, recordedAt: at } = state;
  return { position: isPublished ? null : position, at, articles: articleCount(state) };
}

function mixedError(): WirebriefError {
  return new WirebriefError(
    'WB_AS_OF',
    'invalid',
    'One moment is of publication and the other is of recording.',
    'Give two instants of publication, or two positions or instants of recording.',
  );
}

function backwardsError(): WirebriefError {
  return new WirebriefError(
    'WB_AS_OF',
    'invalid',
    'The first moment is later than the second.',
    'Give the earlier moment first.',
  );
}

function aheadError(position: Position, head: Position): WirebriefError {
  return new WirebriefError(
    'WB_AS_OF',
    'not-found',
    `The log ends at position ${head}; there is no position ${position} yet.`,
    `Ask for a position up to ${head}, or for an instant.`,
  );
}

function notOpenError(storyId: string, asOf: AsOf): WirebriefError {
  const when = asOf.by === 'position' ? `at position ${asOf.position}` : `at ${asOf.instant}`;
  return new WirebriefError(
    'WB_AS_OF',
    'not-found',
    `The story "${storyId}" was not open yet ${when}.`,
    'Ask for a later moment, or for an instant of publication.',
  );
}
