import { type OptionDefinition } from '@wirebrief/claims';

import { type Briefing, type EditionHead, type Source, type Statement } from './briefing';
import { changesSince } from './changes';
import { Citer } from './citations';
import { editionBefore } from './edition-before';
import { editionSections, flashSections } from './edition-sections';
import { pinnedHighlights } from './editorial';
import { highlightsOf, type Material } from './highlights';
import { cardEntries, keyFiguresOf } from './key-figures';
import { ledgerOf } from './ledger';
import { byPublication } from './live-claims';
import { changesBy, withdrawalsSince } from './material';
import { optionLabels, taxonomyOf } from './options';
import { partsOf } from './parts';
import { type EditionIssued, type LedgerEntry } from './story.events';
import { articlesOf, type StoryArticle, type StoryState } from './story-state';
import { isAnyAnalysed, unanalysedStatements } from './unanalysed';

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
  const parts = partsOf(state, request.taxonomy, citer);
  const previous = editionBefore(state, request.kind);
  const cards = keyFiguresOf(parts, previous?.ledger ?? null, parts.sourcing.independent, citer);
  const { mainSeries, positions, optionClaims } = parts;
  const ledger = ledgerOf({
    ...{ series: mainSeries, positions, options: optionClaims },
    optionLabel: optionLabels(taxonomyOf(state, request.taxonomy)),
  });
  const highlights = [
    ...unreadHighlights(state, citer),
    ...pinnedHighlights(state, citer),
    ...highlightsOf(parts, cards, materialSince(previous, state), citer),
  ];
  const changes = changesSince(withoutCards(previous), {
    ledger,
    ended: parts.ended,
    state,
    citer,
  });
  const input = { parts, cards, state, citer };
  const sections =
    request.kind === 'flash'
      ? flashSections(input, [...highlights, ...cards, ...changes.entries])
      : editionSections(input);
  const { notes, sources, corrections, ...others } = sections;
  const briefing: Briefing = {
    schema: 1,
    kind: request.kind,
    language: state.story?.language ?? 'en',
    timeZone: state.story?.timeZone ?? 'UTC',
    story: { id: state.story?.storyId ?? 'story', title: state.story?.title ?? 'Untitled story' },
    edition: headOf(state, request, previous),
    statement: STATEMENT,
    highlights,
    notes,
    keyFigures: cards,
    changes,
    ...others,
    sources,
    method: {
      version: request.program,
      analysers: analysersOf(state),
      rules: METHOD_RULES,
    },
    corrections,
  };
  return {
    briefing,
    ledger: [
      ...ledger.map(({ key, subject, value, articles }) => ({ key, subject, value, articles })),
      ...cardEntries(cards),
    ],
    revisions: quotedRevisions(sources),
    claims: citer.cited(sources),
  };
}

function quotedRevisions(sources: readonly Source[]): readonly string[] {
  const ids = sources.flatMap(({ revisionId, quotes }) =>
    quotes.map(({ earlier }) => earlier?.revisionId ?? revisionId),
  );
  return [...new Set(ids)];
}

/** Without them a document that knows nothing would read as one that has nothing to tell. */
const unreadHighlights = (state: StoryState, citer: Citer): readonly Statement[] =>
  isAnyAnalysed(state) ? [] : unanalysedStatements(state, citer);

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
  const names = new Set(articlesOf(state).map(({ analysis }) => analysis?.analyser));
  return [...names].filter((name) => name !== undefined).sort();
}

function articlesRead(state: StoryState): EditionHead['articles'] {
  const articles = byPublication(state);
  const isDated = ({ revision }: StoryArticle): boolean => revision.publishedAt !== null;
  const dayOf = (article: StoryArticle | undefined): string | null =>
    article?.revision.publishedAt?.slice(0, 10) ?? null;
  return {
    count: articles.length,
    from: dayOf(articles.find(isDated)),
    to: dayOf(articles.findLast(isDated)),
  };
}
