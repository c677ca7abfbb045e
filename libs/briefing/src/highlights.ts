import { type PositionLine, type OptionClaim, type PositionClaim } from '@wirebrief/claims';

import { compareInstants } from './compare-instants';
import { type KeyFigure, type OptionsSection, type Statement, type TollRange } from './briefing';
import { type Citer } from './citations';
import { type FigureSeries } from './figures';
import { firstsFirst, groupBy } from './group-by';
import { type LiveClaim } from './live-claims';
import {
  count,
  EFFECT_WORD,
  figureLabel,
  figureText,
  GROUP_WORD,
  listOf,
  uncapital,
  withinSentence,
} from './phrases';
import { type ChangeKind, type Withdrawal } from './material';
import { ACCEPTED, hasChanged, type KeyFigureInput } from './key-figures';
import { LINE_PHRASE, positionDate } from './strike';
import { endsFirst } from './toll';
import { hasChildrenAmong } from './toll-table';

export interface HighlightInput extends KeyFigureInput {
  readonly positions: readonly LiveClaim<PositionClaim>[];
  readonly options: OptionsSection;
  readonly optionClaims: readonly LiveClaim<OptionClaim>[];
}

/** What is material against the newest edition; null where there is none. */
export interface Material {
  /** Number of the newest edition. */
  readonly since: number;
  readonly kinds: readonly ChangeKind[];
  /** Newest first. */
  readonly withdrawals: readonly Withdrawal[];
}

const HIGHLIGHTS = 5;
const WITHDRAWALS = 2;

/**
 * At most five sentences: what has changed materially since the newest edition first, then the toll; of the toll, those
 * whose key figure has changed. A flash drops the last of them first.
 */
export function highlightsOf(
  input: HighlightInput,
  cards: readonly KeyFigure[],
  material: Material | null,
  citer: Citer,
): readonly Statement[] {
  const changed = new Set(cards.filter(hasChanged).map(({ label }) => label));
  const ranges = (['civilians', 'people', 'children'] as const).flatMap((group) => {
    const isNews = changed.has(figureLabel({ effect: 'killed', group }));
    return ranked(rangeOfGroup(input, group, citer), isNews);
  });
  const accepted = ranked(concededStatement(input.conceded, citer), changed.has(ACCEPTED));
  const isMaterial = (kind: ChangeKind): boolean => material?.kinds.includes(kind) ?? true;
  const other = (kind: ChangeKind, statement: Statement | undefined): readonly Ranked[] =>
    ranked(statement, material !== null && isMaterial(kind));
  const byKind: readonly (readonly [ChangeKind, readonly Ranked[]])[] = [
    // What is accepted is not the last of them: that is what a shorter document leaves out.
    ['figures', newsFirst([...ranges.slice(0, 1), ...accepted, ...ranges.slice(1)])],
    ['positions', other('positions', positionStatement(input.positions, citer))],
    ['options', other('options', optionStatement(input, citer))],
  ];
  const all = [
    ...withdrawalStatements(material, citer).flatMap((statement) => ranked(statement, true)),
    ...byKind.filter(([kind]) => isMaterial(kind)).flatMap(([, ofKind]) => ofKind),
    ...byKind.filter(([kind]) => !isMaterial(kind)).flatMap(([, ofKind]) => ofKind),
    ...ranked(noneKnownStatement(input.series, citer), false),
  ];
  return newsFirst(all.slice(0, HIGHLIGHTS)).map(({ statement }) => statement);
}

interface Ranked {
  readonly statement: Statement;
  readonly isNews: boolean;
}

const ranked = (statement: Statement | undefined, isNews: boolean): readonly Ranked[] =>
  statement === undefined ? [] : [{ statement, isNews }];

const newsFirst = (statements: readonly Ranked[]): readonly Ranked[] =>
  statements.toSorted((a, b) => Number(b.isNews) - Number(a.isNews));

function withdrawalStatements(material: Material | null, citer: Citer): readonly Statement[] {
  return (material?.withdrawals ?? []).slice(0, WITHDRAWALS).map(({ text, articleId }) => {
    const source = citer.citeSource(articleId);
    return {
      text: `Since edition ${material?.since ?? 0}: ${text}`,
      citations: source === undefined ? [] : [source],
    };
  });
}

function rangeOfGroup(
  input: HighlightInput,
  group: TollRange['group'],
  citer: Citer,
): Statement | undefined {
  const range = input.ranges.find((one) => one.effect === 'killed' && one.group === group);
  return range === undefined ? undefined : rangeStatement(range, input.series, citer);
}

function rangeStatement(
  range: TollRange,
  series: readonly FigureSeries[],
  citer: Citer,
): Statement {
  const members = series.filter(
    ({ current }) => current.claim.effect === range.effect && current.claim.group === range.group,
  );
  const said = listOf(members.map(saidBy));
  const text =
    range.value.includes('–') && members.length > 1
      ? `Reported figures for ${uncapital(range.label)} run from ${range.value.replace('–', ' to ')}: ${said}.`
      : `${range.label}: ${said}.`;
  return { text, citations: citer.citeAll(endsFirst(members.map(({ current }) => current))) };
}

function saidBy(series: FigureSeries): string {
  const among = hasChildrenAmong(series) ? ', children among them,' : '';
  return `${figureText(series.current.claim)}${among} according to ${series.label}`;
}

/** Denials of all harm to civilians stay visible beside what others report. */
function noneKnownStatement(series: readonly FigureSeries[], citer: Citer): Statement | undefined {
  const denials = series.filter(
    ({ current: { claim } }) =>
      claim.qualifier === 'none known' &&
      claim.effect === 'casualties' &&
      claim.group === 'civilians',
  );
  if (denials.length === 0) return undefined;
  return {
    text: `No civilians known to be killed or injured, according to ${listOf(denials.map(({ label }) => label))}.`,
    citations: citer.citeAll(denials.map(({ current }) => current)),
  };
}

function concededStatement(conceded: readonly FigureSeries[], citer: Citer): Statement | undefined {
  if (conceded.length === 0) return undefined;
  const byClaimant = groupBy(
    conceded,
    ({ label, current: { claim } }) => `${EFFECT_WORD[claim.effect]} according to ${label}`,
  );
  const said = [...byClaimant].map(([what, members]) => {
    const figures = members.map(
      ({ current: { claim } }) => `${figureText(claim)} ${GROUP_WORD[claim.group]}`,
    );
    return `${listOf(figures)} ${what}`;
  });
  return {
    text: `${ACCEPTED}: ${listOf(said)}.`,
    citations: citer.citeAll(conceded.map(({ current }) => current)),
  };
}

/** Of several lines taken on one day, the one that says most about responsibility comes first. */
const LINE_ORDER: readonly PositionLine[] = [
  'concedes',
  'apologises',
  'denies',
  'defends',
  'investigates',
  'disciplines',
  'compensates',
];

const dayOf = (live: LiveClaim<PositionClaim>): string =>
  (positionDate(live) ?? live.at).slice(0, 10);

function positionStatement(
  positions: readonly LiveClaim<PositionClaim>[],
  citer: Citer,
): Statement | undefined {
  const lined = positions.filter((live) => live.claim.line !== 'states');
  const named = lined.filter(({ claim }) => claim.claimant?.role !== 'unnamed official');
  const isNewer = (a: LiveClaim<PositionClaim>, b: LiveClaim<PositionClaim>): boolean =>
    (compareInstants(dayOf(a), dayOf(b)) ||
      LINE_ORDER.indexOf(b.claim.line) - LINE_ORDER.indexOf(a.claim.line)) > 0;
  const [first, ...others] = named.length > 0 ? named : lined;
  const newest = others.reduce((best, live) => (!best || isNewer(live, best) ? live : best), first);
  if (newest === undefined) return undefined;
  return {
    text: `Latest official position found: ${withinSentence(newest.claim.actor)} ${LINE_PHRASE[newest.claim.line]}.`,
    citations: [citer.cite(newest)],
  };
}

function optionStatement(
  { options, optionClaims }: HighlightInput,
  citer: Citer,
): Statement | undefined {
  const blocks = [...options.options]
    .sort((a, b) => b.statements.length - a.statements.length)
    .slice(0, 3);
  if (blocks.length === 0) return undefined;
  const keys = blocks.map(({ key }) => key);
  return {
    text: `Options discussed most: ${listOf(blocks.map(({ label, statements, constraints }) => `${label} (${count(statements.length + constraints.length, 'statement')})`))}.`,
    citations: citer.citeAll(
      firstsFirst(
        optionClaims.filter((live) => keys.includes(live.claim.option)),
        ({ claim }) => claim.option,
      ),
      3,
    ),
  };
}
