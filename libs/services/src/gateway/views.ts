import {
  type Edition,
  type EditionEntry,
  type EditionFiles,
  type EditionForm,
  type EditionReference,
  type ScheduleView,
  type StoryEntry,
  type StoryModel,
} from '@wirebrief/application';
import {
  articleCount,
  articlesOf,
  type EditionStanding,
  standingOf,
  type StoryArticle,
  type StoryDefinition,
  type StoryState,
} from '@wirebrief/briefing';
import { type EditionView } from '@wirebrief/messages';

const FORMS = ['html', 'pdf', 'json', 'zip'] as const;

export interface StoryView extends StoryDefinition {
  readonly articles: number;
  readonly editions: readonly EditionView[];
  readonly nextDue: string | null;
  /** Those whose last run failed for good carry what went wrong. */
  readonly schedules: readonly Pick<ScheduleView, 'scheduleId' | 'nextDue' | 'failure'>[];
  readonly links: { readonly self: string; readonly latest: EditionFiles | null };
}

export function storyView(
  story: StoryDefinition,
  state: StoryState,
  schedules: readonly ScheduleView[],
): StoryView {
  const path = storyPath(story.storyId);
  return {
    ...story,
    articles: articleCount(state),
    editions: state.editions.map((edition) => editionView(edition, standingOf(edition, state))),
    nextDue: firstDue(schedules),
    schedules: schedules.map(({ scheduleId, nextDue, failure }) => ({
      ...{ scheduleId, nextDue, failure },
    })),
    links: {
      self: path,
      latest: state.editions.length === 0 ? null : filesOf(`${editionsPath(story.storyId)}/latest`),
    },
  };
}

export function editionView(edition: Edition, standing: EditionStanding): EditionView {
  const { ledger, revisions, claims, ...rest } = edition;
  return { ...rest, ...standing, links: filesOf(editionPath(edition)) };
}

export const storyPath = (storyId: string): string => `/stories/${storyId}`;

export const editionsPath = (storyId: string): string => `${storyPath(storyId)}/editions`;

/** Of the edition, or of another one of its story. */
export const editionPath = ({ storyId, number }: Edition, other = number): string =>
  `${editionsPath(storyId)}/${other}`;

export const contentPath = (hash: string, form: EditionForm): string => `/files/${hash}.${form}`;

function filesOf(path: string): EditionFiles {
  return Object.fromEntries(
    FORMS.map((form) => [form, `${path}.${form}`]),
  ) as unknown as EditionFiles;
}

/** A story as the pages for people show it. */
export function storyEntry(
  story: StoryDefinition,
  state: StoryState,
  schedules: readonly ScheduleView[],
): StoryEntry {
  return {
    id: story.storyId,
    title: story.title,
    path: storyPath(story.storyId),
    articleCount: articleCount(state),
    lastUpdateAt: state.recordedAt === '' ? null : state.recordedAt,
    nextDue: firstDue(schedules),
    failedSchedules: schedules.flatMap(({ scheduleId, failure }) =>
      failure === null ? [] : [{ id: scheduleId, due: failure.due }],
    ),
    editions: state.editions.map((edition) => editionEntry(edition, state)).reverse(),
  };
}

function firstDue(schedules: readonly ScheduleView[]): string | null {
  return schedules.flatMap(({ nextDue }) => nextDue ?? []).sort()[0] ?? null;
}

function editionEntry(edition: Edition, state: StoryState): EditionEntry {
  const { number, issuedAt, asOf, position } = edition;
  const { status, supersededBy, correction, recall } = standingOf(edition, state);
  const next = supersededBy === null ? undefined : state.editions[supersededBy - 1];
  const card = edition.ledger.find(({ key }) => key.startsWith('card|'));
  return {
    number,
    issuedAt,
    asOf,
    position,
    status,
    supersededBy: next === undefined ? null : editionReference(next, standingOf(next, state)),
    correction,
    recall,
    highlight: card === undefined || recall !== null ? '' : `${card.subject}: ${card.value}`,
    files: recall !== null ? null : filesOf(editionPath(edition)),
  };
}

export function editionReference(edition: Edition, { recall }: EditionStanding): EditionReference {
  const { number, issuedAt } = edition;
  return { number, issuedAt, path: recall === null ? filesOf(editionPath(edition)).html : null };
}

export function storyModel(
  story: StoryDefinition,
  state: StoryState,
  schedules: readonly ScheduleView[],
): StoryModel {
  return {
    language: story.language,
    timeZone: story.timeZone,
    story: storyEntry(story, state, schedules),
    summary: summaryOf(story),
    articles: articlesOf(state).toReversed().map(articleEntry),
  };
}

function summaryOf({ title, incident }: StoryDefinition): readonly string[] {
  const parts = [incident.title, incident.date, incident.place];
  return parts.filter((part) => part !== '' && part !== title);
}

function articleEntry({
  identity,
  revision,
  status,
  receivedAt,
  analysis,
}: StoryArticle): StoryModel['articles'][number] {
  const isKilled = status === 'killed';
  return {
    outlet: identity.outlet,
    headline: isKilled ? 'Withdrawn article' : revision.headline,
    language: analysis?.language ?? (revision.language === '' ? 'en' : revision.language),
    url: isKilled ? null : identity.url,
    publishedAt: revision.publishedAt,
    receivedAt,
    revision: revision.number,
    status: status === 'live' ? 'current' : status,
  };
}
