import { MAIN_INCIDENT, type OptionDefinition } from '@wirebrief/claims';

import {
  type Briefing,
  type Citation,
  type EditionHead,
  type Grade,
  type KeyFigure,
  type OtherIncident,
} from './briefing';
import { changesSince, correctionsLog, sourceNote } from './changes';
import { Citer } from './citations';
import { editionBefore } from './edition-before';
import {
  countsForToll,
  type FigureSeries,
  isCivilianGroup,
  type LiveFigure,
  rejectedFigures,
  revisedFigures,
} from './figures';
import { groupBy } from './group-by';
import { cardEntries, highlightsOf, keyFiguresOf, type Material, unknownsOf } from './highlights';
import { ledgerOf } from './ledger';
import { byPublication, independentCount } from './live-claims';
import { capital, figureLabel, figureText } from './phrases';
import { changesBy, withdrawalsSince } from './material';
import { notesOf, pinnedHighlights } from './editorial';
import { optionLabels, optionsSection, taxonomyOf } from './options';
import { positionChart } from './position-chart';
import { readClaims, type Reading } from './reading';
import { holderOf } from './speakers';
import { type EditionIssued, type LedgerEntry } from './story.events';
import { type StoryArticle } from './story-article';
import { articlesOf, type StoryState } from './story-state';
import { strikeSection } from './strike';
import { isConceded, isMain, tollRanges } from './toll';
import { tollChart } from './toll-chart';
import { tollNotes } from './toll-notes';
import { tollHistory, tollRows } from './toll-table';

export interface ComposeRequest {
  readonly kind: 'edition' | 'flash';
  /** Number that the edition will have; 0 for a document that is not issued. */
  readonly number: number;
  readonly issuedAt: string;
  readonly nextDue: string | null;
  /** Built-in options; the story's own are added. */
  readonly taxonomy: readonly OptionDefinition[];
  /** Name and version of the program, as printed. */
  readonly program: string;
}

/** For what a story comes to, where no document is wanted. */
export const UNISSUED: ComposeRequest = {
  ...{ kind: 'edition', number: 0, issuedAt: '', nextDue: null, taxonomy: [], program: '' },
};

export interface Composed {
  readonly briefing: Briefing;
  /** For the edition event: what the next edition compares with. */
  readonly ledger: readonly LedgerEntry[];
  /** Revisions whose quotes are printed. */
  readonly revisions: readonly string[];
  /** Claims whose quotes are printed. */
  readonly claims: readonly string[];
}

/** The document for a story at the position of its state. Pure: the same state and request give the same document. */
export function compose(state: StoryState, request: ComposeRequest): Composed {
  const citer = new Citer(byPublication(state));
  const parts = sectionsOf(state, request, citer);
  const previous = editionBefore(state, request.kind);
  const cards = keyFiguresOf(parts, previous?.ledger ?? null, parts.sourcing.independent, citer);
  const { mainSeries, positions, optionClaims } = parts;
  const ledger = ledgerOf({
    ...{ series: mainSeries, positions, options: optionClaims },
    optionLabel: optionLabels(taxonomyOf(state, request.taxonomy)),
  });
  const highlights = [
    ...pinnedHighlights(state, citer),
    ...highlightsOf(parts, materialSince(previous, state), citer),
  ];
  const changes = changesSince(withoutCards(previous), {
    ledger,
    ended: parts.ended,
    state,
    citer,
  });
  const isFlash = request.kind === 'flash';
  const sections = isFlash ? noSections(parts) : sectionsAfter(parts, cards, state, citer);
  const noteOf = (article: StoryArticle): string => sourceNote(article, citer, state);
  // When every citation has been handed out.
  const sources = isFlash
    ? citer.sourcesOf(citationsOf([...highlights, ...cards, ...changes.entries]), noteOf)
    : citer.sources(noteOf);
  const briefing: Briefing = {
    schema: 1,
    kind: request.kind,
    language: state.story?.language ?? 'en',
    timeZone: state.story?.timeZone ?? 'UTC',
    story: { id: state.story?.storyId ?? 'story', title: state.story?.title ?? 'Untitled story' },
    edition: headOf(state, request, previous),
    statement: STATEMENT,
    highlights,
    notes: isFlash ? [] : notesOf(state),
    keyFigures: cards,
    changes,
    ...sections,
    sources,
    method: {
      version: request.program,
      analysers: analysersOf(state),
      rules: METHOD_RULES,
    },
    corrections: isFlash ? [] : correctionsLog(state),
  };
  return {
    briefing,
    ledger: [
      ...ledger.map(({ key, subject, value, articles }) => ({ key, subject, value, articles })),
      ...cardEntries(cards),
    ],
    revisions: sources
      .filter(({ quotes }) => quotes.length > 0)
      .map(({ revisionId }) => revisionId),
    claims: citer.cited(sources),
  };
}

type Sections = Pick<Briefing, 'strike' | 'toll' | 'options' | 'unknowns' | 'otherIncidents'>;

type Parts = ReturnType<typeof sectionsOf>;

/** What an edition prints after its changes. */
function sectionsAfter(
  parts: Parts,
  cards: readonly KeyFigure[],
  state: StoryState,
  citer: Citer,
): Sections {
  const { mainSeries, conceded, positions, past, ranges, concededRanges, grade, sourcing } = parts;
  const strike = { ...parts.strike, chart: positionChart(positions) };
  const revised = revisedFigures(state);
  return {
    strike,
    toll: {
      ranges,
      conceded: concededRanges,
      grade,
      sourcing,
      rows: tollRows(mainSeries, citer),
      history: tollHistory([...past, ...revised, ...rejectedFigures(state)], citer),
      notes: tollNotes(parts, citer),
      chart: tollChart({ series: mainSeries, conceded, revised }),
    },
    options: parts.options,
    unknowns: unknownsOf(strike, cards),
    otherIncidents: parts.others,
  };
}

/** A flash prints none: whatever its story has grown to, it stays a page to make, to store and to read. */
function noSections({ grade, sourcing }: Parts): Sections {
  return {
    strike: {
      ...{ facts: [], basis: [], positions: [], chart: null, disputes: [], secondaryEffects: [] },
    },
    toll: {
      ...{
        ranges: [],
        conceded: [],
        grade,
        sourcing,
        rows: [],
        history: [],
        notes: [],
        chart: null,
      },
    },
    options: { options: [] },
    unknowns: [],
    otherIncidents: [],
  };
}

const citationsOf = (
  items: readonly { readonly citations: readonly Citation[] }[],
): readonly Citation[] => items.flatMap(({ citations }) => citations);

function materialSince(
  previous: EditionIssued['data'] | undefined,
  state: StoryState,
): Material | null {
  if (previous === undefined) return null;
  const kinds = changesBy(state, ['figures', 'positions', 'options'], previous);
  return { since: previous.number, kinds, withdrawals: withdrawalsSince(previous, state) };
}

const STATEMENT =
  'An automated digest of published reports. It is not an investigation, and nothing in it has been independently verified: every figure and sentence is what the cited source says.';

const METHOD_RULES: readonly string[] = [
  'Figures are never added up, averaged or estimated: a range runs from the lowest to the highest figure now reported.',
  '“At least 10” is printed as “10 or more”. Silence is printed as Unknown, never as 0; “no known casualties” is a figure of 0 and stays visible.',
  'A claimant’s newer figure replaces the older one, downward too; the older one stays in the history with the reason.',
  'Copies and light rewrites of one text count as one source.',
  'What the striking party accepts stands beside what others report and is not merged with it.',
  'Vague words keep the word with a lower bound: dozens 24, scores 40, hundreds 200.',
  'Figures of other incidents are listed apart. Analysis and opinion pieces do not feed the toll.',
  'The grade names the evidence rule that is met; it is computed and is nobody’s verdict.',
];

function sectionsOf(state: StoryState, request: ComposeRequest, citer: Citer) {
  const reading = readClaims(state);
  const { figures, positions, facts, options: optionClaims, party } = reading;
  const { series: all, ended, mainSeries } = reading;
  const conceded = mainSeries.filter((one) => isConceded(one, party, positions));
  const series = mainSeries.filter((one) => !conceded.includes(one));
  const counted = figures.filter(
    (live) =>
      live.claim.incident.key === MAIN_INCIDENT.key &&
      live.claim.status !== 'corrected' &&
      countsForToll(live.article),
  );
  return {
    series,
    mainSeries,
    ended,
    past: [...all, ...ended].flatMap((one) => one.past),
    conceded,
    ranges: tollRanges(series, citer),
    concededRanges: tollRanges(conceded, citer),
    positions,
    optionClaims,
    options: optionsSection(optionClaims, taxonomyOf(state, request.taxonomy), citer),
    strike: strikeSection(facts, positions, state.story, citer),
    others: otherIncidents(all, citer),
    sourcing: {
      articles: new Set(counted.map((live) => live.article)).size,
      independent: independentCount(counted),
    },
    grade: gradeOf(reading, counted, conceded.length > 0),
  };
}

/** A denial is a figure, and no source for harm. */
function reportsHarm({ claim }: LiveFigure): boolean {
  return isCivilianGroup(claim) && (claim.min ?? claim.max ?? 0) > 0;
}

/** Which evidence rule is met. `discounted` is an editor's word only. */
function gradeOf(
  { positions, facts, party }: Reading,
  figures: readonly LiveFigure[],
  hasConceded: boolean,
): Grade {
  const accepts = positions.some(
    (live) =>
      ['concedes', 'apologises'].includes(live.claim.line) && party.includes(holderOf(live.claim)),
  );
  if (hasConceded || accepts)
    return {
      grade: 'confirmed',
      rule: 'the striking party accepts responsibility for harm to civilians',
    };
  const parties = new Set(
    facts
      .filter((live) => live.claim.aspect === 'party')
      .map((live) => live.claim.value.toLowerCase()),
  );
  if (parties.size > 1)
    return { grade: 'contested', rule: 'the articles name more than one party as having struck' };
  const independent = independentCount(figures.filter(reportsHarm));
  if (independent >= 2 && parties.size === 1)
    return { grade: 'fair', rule: 'two or more independent sources and a strike by a named party' };
  if (independent >= 1)
    return { grade: 'weak', rule: independent === 1 ? 'one independent source' : 'no named party' };
  const what = figures.length === 0 ? 'figure for the incident' : 'figure above zero for harm';
  return { grade: 'none', rule: `no ${what} in the articles read` };
}

function otherIncidents(series: readonly FigureSeries[], citer: Citer): readonly OtherIncident[] {
  const others = series.filter((one) => !isMain(one));
  return [...groupBy(others, ({ current }) => current.claim.incident.key).values()].map(
    (members) => ({
      label: capital(members[0]?.current.claim.incident.label ?? ''),
      figures: members.map(({ label, current, reports }) => ({
        label: figureLabel(current.claim),
        value: figureText(current.claim),
        claimant: label,
        citations: citer.citeAll(reports, 3),
      })),
    }),
  );
}

function headOf(
  state: StoryState,
  request: ComposeRequest,
  previous: EditionIssued['data'] | undefined,
): EditionHead {
  return {
    number: request.number,
    issuedAt: request.issuedAt,
    asOf: state.recordedAt === '' ? request.issuedAt : state.recordedAt,
    position: state.position,
    articles: articlesRead(state),
    period:
      state.firstAt === '' ? null : { from: previous?.asOf ?? state.firstAt, to: state.recordedAt },
    nextDue: request.nextDue,
    supersedes: request.number > 1 ? (state.editions.at(-1)?.number ?? null) : null,
  };
}

function withoutCards(
  previous: EditionIssued['data'] | undefined,
): EditionIssued['data'] | undefined {
  if (previous === undefined) return undefined;
  return { ...previous, ledger: previous.ledger.filter(({ key }) => !key.startsWith('card|')) };
}

function analysersOf(state: StoryState): readonly string[] {
  return [
    ...new Set(
      articlesOf(state).flatMap(({ analysis }) => (analysis === null ? [] : [analysis.analyser])),
    ),
  ].sort();
}

function articlesRead(state: StoryState): EditionHead['articles'] {
  const articles = byPublication(state);
  const published = articles.flatMap(({ revision }) =>
    revision.publishedAt === null ? [] : [revision.publishedAt.slice(0, 10)],
  );
  return { count: articles.length, from: published[0] ?? null, to: published.at(-1) ?? null };
}
