import { compose, type EditionIssued, type StoryState } from '@wirebrief/briefing';
import { type OptionDefinition } from '@wirebrief/claims';
import { type Position, recordedEvents, sha256 } from '@wirebrief/kernel';
import { bookDue, type ScheduleBook } from '@wirebrief/scheduling';

import { unknownEditionError } from './edition-archive';
import { fromRecorded } from './event-codec';
import {
  EDITION_FORMS,
  type EditionForm,
  type EditionRenderer,
  type RenderedEdition,
} from './ports/edition-renderer.port';
import { type EventStore } from './ports/event-store.port';
import { SCHEDULE_FOLD } from './schedule-projection';
import { STORY_FOLD } from './story-projection';
import { editionStream } from './streams';
import { unknownStoryError } from './unknown-story';

export interface VerifierPorts {
  readonly store: EventStore;
  readonly renderer: EditionRenderer;
  readonly taxonomy: readonly OptionDefinition[];
  /** Name and version of this program. */
  readonly program: string;
}

/** What made an edition, as recorded with it, and what rebuilt it. */
export interface Maker {
  readonly program: string;
  /** SHA-256 of the templates; null where the edition does not tell. */
  readonly templates: string | null;
}

export interface Verification {
  readonly storyId: string;
  readonly number: number;
  readonly position: Position;
  /** Whether every form is the same to the byte. */
  readonly isSame: boolean;
  readonly forms: Readonly<Record<EditionForm, RebuiltForm>>;
  readonly issuedBy: Maker;
  readonly rebuiltBy: Maker;
  /** Names and versions of those that read the articles, as the log has it for that position. */
  readonly analysers: readonly string[];
}

/** SHA-256 of the file as it was issued, and as it is when rebuilt. */
export interface RebuiltForm {
  readonly issued: string;
  readonly rebuilt: string;
  readonly isSame: boolean;
}

type Edition = EditionIssued['data'];

/** What the log says of the moment when an edition was composed. */
interface Moment {
  readonly edition: Edition;
  /** Of the edition's own commit. */
  readonly issuedIn: Position;
  state?: StoryState;
  /** Every time that was due next between the state and the issue: which of them the press saw is not recorded. */
  readonly dues: Set<string | null>;
}

/** Rebuilds issued editions from the log alone and compares. Nothing is written. */
export class EditionVerifier {
  constructor(private readonly ports: VerifierPorts) {}

  /** One edition of the story, or all of them. Rejects with WB_STORY_UNKNOWN or WB_EDITION_UNKNOWN. */
  async *verify(
    storyId: string,
    number: number | 'latest' | 'all',
  ): AsyncGenerator<Verification, void> {
    const moments = await this.momentsOf(storyId, number);
    for (const moment of moments) yield await this.rebuild(moment);
  }

  private async momentsOf(
    storyId: string,
    number: number | 'latest' | 'all',
  ): Promise<readonly Moment[]> {
    const issued: Moment[] = [];
    for await (const commit of this.ports.store.readStream(editionStream(storyId)))
      for (const fact of recordedEvents(commit).map(fromRecorded))
        if (fact.type === 'EditionIssued')
          issued.push({ edition: fact.data, issuedIn: commit.position, dues: new Set() });
    const last = issued.length;
    const wanted = issued.filter(
      ({ edition }) => number === 'all' || edition.number === (number === 'latest' ? last : number),
    );
    await this.foldUntil(wanted, storyId, wanted.at(-1)?.issuedIn);
    if (wanted.length === 0) throw unknownEditionError(storyId, number, last);
    return wanted;
  }

  /** One pass over the log up to the last of the commits, or over all of it to see whether there is such a story. */
  private async foldUntil(
    moments: readonly Moment[],
    storyId: string,
    until: Position | undefined,
  ): Promise<void> {
    const stories = new Map<string, StoryState>();
    const schedules = new Map<string, ScheduleBook>();
    const note = (next: Position): void => {
      for (const moment of moments) {
        const { edition, issuedIn, dues } = moment;
        if (next <= edition.position || next > issuedIn) continue;
        const state = stories.get(storyId);
        if (moment.state === undefined && state !== undefined) moment.state = state;
        dues.add(bookDue(schedules.get(storyId) ?? {}, edition.issuedAt));
      }
    };
    const range = { after: 0, ...(until !== undefined && { until }) };
    for await (const { commits } of this.ports.store.readAll(range)) {
      for (const commit of commits) {
        note(commit.position);
        STORY_FOLD.fold(stories, commit);
        SCHEDULE_FOLD.fold(schedules, commit);
      }
    }
    if (stories.get(storyId)?.story == null) throw unknownStoryError(storyId, [...stories.keys()]);
  }

  private async rebuild({ edition, state, dues }: Moment): Promise<Verification> {
    if (state === undefined) throw new Error('an edition is issued after its story was opened');
    const { renderer, taxonomy, program } = this.ports;
    let last: { readonly rendered: RenderedEdition; readonly analysers: readonly string[] };
    let due = [...dues];
    do {
      const [nextDue = null, ...others] = due;
      due = others;
      const { kind, number, issuedAt } = edition;
      const request = { kind, number, issuedAt, nextDue, taxonomy, program: edition.program };
      const { briefing } = compose(state, request);
      last = { rendered: await renderer.render(briefing), analysers: briefing.method.analysers };
    } while (due.length > 0 && sha256(last.rendered.json) !== edition.files.json.hash);
    const { rendered, analysers } = last;
    const forms = Object.fromEntries(
      EDITION_FORMS.map((form) => [form, compared(edition, rendered, form)]),
    ) as Record<EditionForm, RebuiltForm>;
    const { storyId, number, position } = edition;
    return {
      ...{ storyId, number, position, forms, analysers },
      isSame: EDITION_FORMS.every((form) => forms[form].isSame),
      issuedBy: { program: edition.program, templates: edition.templates ?? null },
      rebuiltBy: { program, templates: rendered.templates },
    };
  }
}

function compared(edition: Edition, rendered: RenderedEdition, form: EditionForm): RebuiltForm {
  const issued = edition.files[form].hash;
  const rebuilt = sha256(rendered[form]);
  return { issued, rebuilt, isSame: issued === rebuilt };
}

/** Why the forms differ, as far as what is recorded tells it; empty where they are the same. */
export function differenceOf({ isSame, forms, issuedBy, rebuiltBy }: Verification): string {
  if (isSame) return '';
  const program = `issued by ${issuedBy.program}, rebuilt by ${rebuiltBy.program}`;
  const templates =
    issuedBy.templates === null
      ? 'the edition does not tell its templates'
      : `issued with the templates ${issuedBy.templates.slice(0, 12)}, rebuilt with ${rebuiltBy.templates?.slice(0, 12) ?? 'none'}`;
  if (issuedBy.program !== rebuiltBy.program) return `${program}; ${templates}`;
  const isTemplates = forms.json.isSame && issuedBy.templates !== rebuiltBy.templates;
  return isTemplates ? templates : `${program}, which should give the same; ${templates}`;
}
