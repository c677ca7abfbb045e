import { type Group } from '@wirebrief/claims';

import { type Citation, type Statement, type TollRange } from './briefing';
import { type Citer } from './citations';
import { claimantKey } from './claimants';
import { type FigureSeries, type LiveFigure } from './figures';
import { firstsFirst, groupBy } from './group-by';
import {
  boundsText,
  capital,
  EFFECT_WORD,
  figureLabel,
  figureText,
  listOf,
  uncapital,
} from './phrases';

export interface TollNotesInput {
  /** What is reported, apart from what the striking party accepts. */
  readonly series: readonly FigureSeries[];
  readonly mainSeries: readonly FigureSeries[];
  readonly ranges: readonly TollRange[];
}

/** What a reader must know beside the ranges: contradictions, within and between claimants, and vague words. */
export function tollNotes(
  { series, mainSeries, ranges }: TollNotesInput,
  citer: Citer,
): readonly Statement[] {
  const membersOf = ({ effect, group }: TollRange): readonly FigureSeries[] =>
    series.filter(
      ({ current }) => current.claim.effect === effect && current.claim.group === group,
    );
  return [
    ...ranges
      .filter(({ disputed }) => disputed)
      .map((range) => disputeNote(range, membersOf(range), citer)),
    ...ranges.flatMap((range) => vagueNotes(range, membersOf(range), citer)),
    ...series.flatMap((one) => contestedNotes(one, citer)),
    ...subsetNotes(mainSeries, citer),
  ];
}

function disputeNote(range: TollRange, members: readonly FigureSeries[], citer: Citer): Statement {
  const said = members.map(
    ({ label, current }) => `${figureText(current.claim)} according to ${label}`,
  );
  return {
    text: `The figures for ${uncapital(range.label)} contradict each other: ${listOf(said, 6)}.`,
    citations: citer.citeAll(currentFirst(members)),
  };
}

/** What each claimant says, then who else reports it. */
const currentFirst = (series: readonly FigureSeries[]): readonly LiveFigure[] => [
  ...series.map(({ current }) => current),
  ...series.flatMap(({ reports }) => reports),
];

/** Who is reported to contest a figure, in the words that tell so. */
function contestedNotes(
  { label, current, reports }: FigureSeries,
  citer: Citer,
): readonly Statement[] {
  const disputes = reports.flatMap(({ article, claim }) =>
    (claim.disputedBy ?? []).map((dispute) => ({ article, claim: dispute })),
  );
  const nameOf = ({ claim }: (typeof disputes)[number]): string =>
    claim.claimant.name.toLowerCase();
  const byName = groupBy(disputes, nameOf);
  const names = [...byName.values()].flatMap(([first]) => first?.claim.claimant.name ?? []);
  if (names.length === 0) return [];
  return [
    {
      text: `The figure of ${figureText(current.claim)} for ${uncapital(figureLabel(current.claim))}, according to ${label}, is disputed by ${listOf(names, 4)}.`,
      citations: uniqueCitations(
        firstsFirst(disputes, nameOf).map((dispute) => citer.cite(dispute)),
      ),
    },
  ];
}

const uniqueCitations = (citations: readonly Citation[]): readonly Citation[] =>
  [...new Map(citations.map((citation) => [citation.label, citation])).values()].slice(0, 4);

/** Among other figures a vague word is only a number of the range: the note keeps the word. */
function vagueNotes(
  range: TollRange,
  members: readonly FigureSeries[],
  citer: Citer,
): readonly Statement[] {
  return members
    .filter(({ current }) => current.claim.qualifier === 'vague')
    .filter(({ current }) => figureText(current.claim) !== range.value)
    .map(({ label, current: { claim }, reports }) => ({
      text: `“${capital(claim.wording)}”, according to ${label}, stands as ${boundsText(claim.min, claim.max)} in the figures for ${uncapital(range.label)}.`,
      citations: citer.citeAll(reports, 3),
    }));
}

const SUBSETS: readonly Group[] = ['children', 'women', 'men'];

/** A subset above the whole, by the same claimant, is shown and flagged. */
function subsetNotes(series: readonly FigureSeries[], citer: Citer): readonly Statement[] {
  const byClaimant = groupBy(
    series,
    ({ current }) => `${current.claim.effect}|${claimantKey(current)}`,
  );
  return [...byClaimant.values()].flatMap((members) =>
    SUBSETS.flatMap((group) => subsetNote(group, members, citer)),
  );
}

function subsetNote(
  group: Group,
  members: readonly FigureSeries[],
  citer: Citer,
): readonly Statement[] {
  const part = members.find(({ current }) => current.claim.group === group);
  const all = members.filter(({ current }) =>
    ['civilians', 'people'].includes(current.claim.group),
  );
  const highest = Math.max(...all.map(({ current }) => current.claim.max ?? Infinity));
  if (part === undefined || all.length === 0) return [];
  if ((part.current.claim.min ?? 0) <= highest) return [];
  const text = `More ${group} (${figureText(part.current.claim)}) than people ${EFFECT_WORD[part.current.claim.effect]} in all (${boundsText(highest, highest)}), according to ${part.label}; both figures are shown as reported.`;
  return [{ text, citations: citer.citeAll(currentFirst([part, ...all])) }];
}
