import {
  type PositionLine,
  type Effect,
  type OptionClaim,
  type PositionClaim,
} from '@wirebrief/claims';

import { compareInstants } from './compare-instants';
import { type KeyFigure, type OptionsSection, type Statement, type TollRange } from './briefing';
import { type Citer } from './citations';
import { type FigureSeries } from './figures';
import { firstsFirst, groupBy } from './group-by';
import { type LiveClaim } from './live-claims';
import {
  boundsText,
  count,
  EFFECT_WORD,
  figureText,
  GROUP_WORD,
  listOf,
  uncapital,
  withinSentence,
} from './phrases';
import { type ChangeKind, type Withdrawal } from './material';
import { type LedgerEntry } from './story.events';
import { LINE_PHRASE, positionDate } from './strike';
import { endsFirst } from './toll';
import { hasChildrenAmong } from './toll-table';

export interface HighlightInput {
  readonly series: readonly FigureSeries[];
  readonly ranges: readonly TollRange[];
  readonly conceded: readonly FigureSeries[];
  readonly concededRanges: readonly TollRange[];
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
const ACCEPTED = 'Accepted by the striking party';
const WITHDRAWALS = 2;

/** At most five sentences: what has changed materially since the newest edition first, then the toll. */
export function highlightsOf(
  input: HighlightInput,
  material: Material | null,
  citer: Citer,
): readonly Statement[] {
  const figures = [
    rangeOfGroup(input, 'civilians', citer),
    rangeOfGroup(input, 'people', citer),
    rangeOfGroup(input, 'children', citer),
    concededStatement(input.conceded, citer),
  ];
  const byKind: readonly (readonly [ChangeKind, readonly (Statement | undefined)[]])[] = [
    ['figures', figures],
    ['positions', [positionStatement(input.positions, citer)]],
    ['options', [optionStatement(input, citer)]],
  ];
  const isMaterial = (kind: ChangeKind): boolean => material?.kinds.includes(kind) ?? true;
  const statements = [
    ...withdrawalStatements(material, citer),
    ...byKind.filter(([kind]) => isMaterial(kind)).flatMap(([, ofKind]) => ofKind),
    ...byKind.filter(([kind]) => !isMaterial(kind)).flatMap(([, ofKind]) => ofKind),
    noneKnownStatement(input.series, citer),
  ];
  return statements.filter((statement) => statement !== undefined).slice(0, HIGHLIGHTS);
}

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

export function keyFiguresOf(
  input: HighlightInput,
  previous: readonly LedgerEntry[] | null,
  independent: number,
  citer: Citer,
): readonly KeyFigure[] {
  /** Civilians, and people of unstated status beside them: neither hides the other. */
  const cards = (effect: Effect, label: string, caveat: string): readonly KeyFigure[] => {
    const isWanted = (range: TollRange): boolean =>
      range.effect === effect && ['civilians', 'people'].includes(range.group);
    const ranges = input.ranges.filter(isWanted);
    return ranges.length === 0
      ? [onlyConcededCard(label, input.concededRanges.find(isWanted), previous)]
      : ranges.map((range) => figureCard(range.label, range, previous, caveat));
  };
  return [
    ...cards('killed', 'Civilians killed', 'Range over current reported figures; not a sum.'),
    childrenCard(input, previous, citer),
    ...cards('injured', 'Civilians injured', 'Counted apart from those killed.'),
    concededCard(input, previous),
    sourcesCard(independent, previous),
  ];
}

function figureCard(
  label: string,
  range: TollRange | undefined,
  previous: readonly LedgerEntry[] | null,
  caveat: string,
): KeyFigure {
  const value = range?.value ?? 'Unknown';
  return {
    label,
    value,
    change: changeText(`card|${label}`, value, previous),
    caveat: range === undefined ? 'No figure found in the articles read.' : caveat,
    citations: range?.citations ?? [],
  };
}

/** Where nobody else gives a figure, the accepted one stands alone and says so; without one, it is unknown. */
function onlyConcededCard(
  label: string,
  conceded: TollRange | undefined,
  previous: readonly LedgerEntry[] | null,
): KeyFigure {
  const caveat = 'Accepted by the striking party; no other figure found in the articles read.';
  return figureCard(conceded?.label ?? label, conceded, previous, caveat);
}

function childrenCard(
  input: HighlightInput,
  previous: readonly LedgerEntry[] | null,
  citer: Citer,
): KeyFigure {
  const label = 'Children killed';
  const isWanted = ({ effect, group }: TollRange): boolean =>
    effect === 'killed' && group === 'children';
  const range = input.ranges.find(isWanted);
  const among = input.series.filter(
    (one) => one.current.claim.effect === 'killed' && hasChildrenAmong(one),
  );
  if (range !== undefined)
    return figureCard(label, range, previous, 'Among those killed, where a source tells.');
  const conceded = input.concededRanges.find(isWanted);
  if (conceded !== undefined || among.length === 0)
    return onlyConcededCard(label, conceded, previous);
  const value = 'Some';
  return {
    label,
    value,
    change: changeText(`card|${label}`, value, previous),
    caveat: 'Said to be among those killed; no number was found in the articles read.',
    citations: citer.citeAll(among.flatMap(({ reports }) => reports)),
  };
}

/** The cards as ledger entries, so that the next edition can say what moved. */
export function cardEntries(cards: readonly KeyFigure[]): readonly LedgerEntry[] {
  return cards.map(({ label, value }) => ({
    key: `card|${label}`,
    subject: label,
    value,
    articles: [],
  }));
}

function changeText(key: string, value: string, previous: readonly LedgerEntry[] | null): string {
  if (previous === null) return '';
  const before = previous.find((entry) => entry.key === key)?.value;
  if (before === value) return 'unchanged';
  return before === undefined ? 'new' : `was ${uncapital(before)}`;
}

function concededCard(
  { conceded, concededRanges: [range] }: HighlightInput,
  previous: readonly LedgerEntry[] | null,
): KeyFigure {
  const value = range?.value ?? 'None found';
  const speakers = conceded
    .filter(
      ({ current: { claim } }) => claim.effect === range?.effect && claim.group === range.group,
    )
    .map(({ label }) => label);
  return {
    label: ACCEPTED,
    value,
    change: changeText(`card|${ACCEPTED}`, value, previous),
    caveat:
      range === undefined
        ? 'No accepted figure found in the articles read.'
        : `${range.label}, according to ${listOf(speakers)}.`,
    citations: range?.citations ?? [],
  };
}

function sourcesCard(independent: number, previous: readonly LedgerEntry[] | null): KeyFigure {
  const value = boundsText(independent, independent);
  return {
    label: 'Independent sources',
    value,
    change: changeText('card|Independent sources', value, previous),
    caveat: 'Articles that give a figure for the incident; copies count once.',
    citations: [],
  };
}
