import { type Briefing, type Citation, type KeyFigure } from './briefing';
import { correctionsLog, sourceNote } from './changes';
import { type Citer } from './citations';
import { notesOf } from './editorial';
import { rejectedFigures, revisedFigures } from './figures';
import { type Parts } from './parts';
import { positionChart } from './position-chart';
import { type StoryArticle } from './story-article';
import { type StoryState } from './story-state';
import { tollChart } from './toll-chart';
import { tollNotes } from './toll-notes';
import { tollHistory, tollRows } from './toll-table';
import { unanalysedStatements } from './unanalysed';
import { unknownsOf } from './unknowns';

/** What only an edition prints, and the sources, which come last: they list what was cited before. */
type Sections = Pick<
  Briefing,
  | 'notes'
  | 'strike'
  | 'toll'
  | 'options'
  | 'unknowns'
  | 'otherIncidents'
  | 'sources'
  | 'corrections'
>;

export interface SectionsInput {
  readonly parts: Parts;
  readonly cards: readonly KeyFigure[];
  readonly state: StoryState;
  readonly citer: Citer;
}

export function editionSections({ parts, cards, state, citer }: SectionsInput): Sections {
  const { mainSeries, conceded, positions, past, ranges, concededRanges, grade, sourcing } = parts;
  const strike = { ...parts.strike, chart: positionChart(positions) };
  const revised = revisedFigures(state);
  return {
    notes: notesOf(state),
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
    unknowns: [...unanalysedStatements(state, citer), ...unknownsOf(strike, cards, ranges)],
    otherIncidents: parts.others,
    sources: citer.sources(noteIn(state, citer)),
    corrections: correctionsLog(state),
  };
}

/** A flash has its page alone: whatever its story has grown to, it takes a page to make, to store and to read. */
export function flashSections(
  { parts: { grade, sourcing }, state, citer }: SectionsInput,
  printed: readonly { readonly citations: readonly Citation[] }[],
): Sections {
  const citations = printed.flatMap((item) => item.citations);
  const facts = { facts: [], basis: [], positions: [], disputes: [], secondaryEffects: [] };
  const tables = { ranges: [], conceded: [], rows: [], history: [], notes: [] };
  return {
    notes: [],
    strike: { ...facts, chart: null },
    toll: { ...tables, grade, sourcing, chart: null },
    options: { options: [] },
    unknowns: [],
    otherIncidents: [],
    sources: citer.sourcesOf(citations, noteIn(state, citer)),
    corrections: [],
  };
}

const noteIn =
  (state: StoryState, citer: Citer) =>
  (article: StoryArticle): string =>
    sourceNote(article, citer, state);
