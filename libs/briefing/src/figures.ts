import { type FigureClaim, isTotal } from '@wirebrief/claims';

import { type EarlierRevision } from './briefing';
import { compareInstants } from './compare-instants';
import { claimantKey, claimantLabel, fullestLabel, type StrikingParty } from './claimants';
import { groupBy } from './group-by';
import { byPublication, claimsRead, type LiveClaim, liveClaims, ofKind } from './live-claims';
import { nameKey } from './names';
import { figureText, longDate } from './phrases';
import { type ClaimRuling, isRejected, ruled, type Rulings, rulingsOf } from './rulings';
import { type PastFigures, type StoryArticle, type StoryState } from './story-state';
import { currentFigures } from './withdrawn-article';

export type LiveFigure = LiveClaim<FigureClaim>;
export type SaidFigure = Pick<LiveFigure, 'claim' | 'article' | 'at'>;

/** What one claimant now says of one group, and what they said before. */
export interface FigureSeries {
  /** `<incident>|<effect>|<group>|<claimant>`. */
  readonly key: string;
  readonly label: string;
  readonly current: LiveFigure;
  /** Every live report of the current figure, copies included. */
  readonly reports: readonly LiveFigure[];
  readonly past: readonly PastFigure[];
}

export interface PastFigure {
  /** Who said it. */
  readonly label: string;
  readonly figure: FigureClaim;
  /** Place among the claims of its article's current revision; null for a figure of another one. */
  readonly index: number | null;
  readonly ruling: ClaimRuling | null;
  readonly article: StoryArticle;
  readonly at: string;
  readonly reason: string;
  /** What has its words; null where they may not be shown. */
  readonly saidIn: 'current revision' | EarlierRevision | null;
  /** True for figures that the outlet has withdrawn for good. */
  readonly isWithdrawn: boolean;
}

/** A series without a current figure: why it ended is in the reasons of its figures. */
export interface EndedSeries {
  readonly key: string;
  readonly past: readonly PastFigure[];
  /** Articles that ended it. */
  readonly by: readonly string[];
}

export interface FigureReading {
  /** In order of first report. */
  readonly series: readonly FigureSeries[];
  readonly ended: readonly EndedSeries[];
}

/** Only reporting feeds the toll: analysis and opinion repeat figures without adding a source. */
export function countsForToll(article: StoryArticle): boolean {
  return article.revision.genre === 'report';
}

/** What is said now, of all incidents, and what nobody says any more. */
export function readFigures(figures: readonly LiveFigure[], party: StrikingParty): FigureReading {
  const counted = figures.filter((live) => countsForToll(live.article) && isTotal(live.claim));
  const byKey = groupBy(counted, figureKey);
  const series: FigureSeries[] = [];
  const ended: EndedSeries[] = [];
  for (const [key, claims] of byKey) {
    const one = seriesOf(key, claims);
    if (one === undefined) ended.push(correctedSeries(key, claims));
    else series.push(one);
  }
  return overtakeDenials(series, ended, party);
}

export function figureKey(live: LiveFigure): string {
  const { incident, effect, group } = live.claim;
  return [incident.key, effect, group, claimantKey(live)].join('|');
}

interface ReadSeries {
  readonly key: string;
  readonly claims: readonly LiveFigure[];
  readonly series: FigureSeries | undefined;
}

// From one state of a story to the next nearly all claimants say the same. By the first of their claims.
const READ = new WeakMap<LiveFigure, ReadSeries>();

function seriesOf(key: string, claims: readonly LiveFigure[]): FigureSeries | undefined {
  const [first] = claims;
  const known = first && READ.get(first);
  if (known?.key === key && isSameList(known.claims, claims)) return known.series;
  const series = readSeries(key, claims);
  if (first !== undefined) READ.set(first, { key, claims, series });
  return series;
}

const isSameList = <Item>(some: readonly Item[], others: readonly Item[]): boolean =>
  some.length === others.length && some.every((one, at) => one === others[at]);

function readSeries(key: string, claims: readonly LiveFigure[]): FigureSeries | undefined {
  const corrected = correctedAt(claims);
  const standing = claims.filter((live) => stands(live, corrected));
  const newest = newestOf(standing);
  if (newest === undefined) return undefined;
  const text = figureText(newest.claim);
  const isSame = (live: LiveFigure): boolean => figureText(live.claim) === text;
  const older = claims.filter((live) => !isSame(live));
  const label = fullestLabel(claims);
  const reasonOf = reasonsFor(newest);
  return {
    key,
    label,
    current: newest,
    reports: standing.filter(isSame),
    past: older.map((live) => pastFigure(live, label, reasonOf(live))),
  };
}

const isCorrected = ({ claim }: LiveFigure): boolean => claim.status === 'corrected';

/** When each figure was last reported as corrected, by its text. */
function correctedAt(claims: readonly LiveFigure[]): ReadonlyMap<string, string> {
  const latest = new Map<string, string>();
  for (const { claim, at } of claims.filter(isCorrected)) {
    const text = figureText(claim);
    const before = latest.get(text);
    if (before === undefined || compareInstants(at, before) > 0) latest.set(text, at);
  }
  return latest;
}

/** A figure stands until a later article reports it as corrected. */
function stands(live: LiveFigure, corrected: ReadonlyMap<string, string>): boolean {
  if (isCorrected(live)) return false;
  const at = corrected.size === 0 ? undefined : corrected.get(figureText(live.claim));
  return at === undefined || compareInstants(at, live.at) <= 0;
}

function correctedSeries(key: string, claims: readonly LiveFigure[]): EndedSeries {
  const label = fullestLabel(claims);
  return {
    key,
    past: claims.map((live) => pastFigure(live, label, OVERTAKEN)),
    by: claims.filter(isCorrected).map(({ article }) => article.identity.articleId),
  };
}

const OVERTAKEN = 'reported by the outlet as overtaken';

function pastFigure(live: LiveFigure, label: string, reason: string): PastFigure {
  const { claim: figure, index, ruling, article, at } = live;
  const saidIn = 'current revision';
  return { label, figure, index, ruling, article, at, reason, saidIn, isWithdrawn: false };
}

function reasonsFor(newest: LiveFigure): (live: LiveFigure) => string {
  const beside = `given beside ${figureText(newest.claim)} in the same article`;
  const replaced = `replaced by ${figureText(newest.claim)} on ${longDate(newest.at)}`;
  return ({ claim, article }) => {
    if (claim.status === 'corrected') return OVERTAKEN;
    return article === newest.article ? beside : replaced;
  };
}

/**
 * The claim of the newest article; within one article the figure said most often, then of one sentence the largest, since
 * what stands beside it is a part ("five nurses and at least six patients"), then the most exact, then the first.
 */
export function newestOf<Said extends SaidFigure>(claims: readonly Said[]): Said | undefined {
  const latest = claims.reduce<Said | undefined>(
    (best, live) => (best === undefined || compareInstants(live.at, best.at) > 0 ? live : best),
    undefined,
  );
  if (latest === undefined) return undefined;
  const same = claims.filter(
    (live) => live.article === latest.article && compareInstants(live.at, latest.at) === 0,
  );
  const times = (live: Said): number =>
    same.filter((other) => figureText(other.claim) === figureText(live.claim)).length;
  const exactness = (live: Said): number => (live.claim.qualifier === 'exact' ? 1 : 0);
  return same.reduce((best, live) =>
    (times(live) - times(best) || sizeBeside(live, best) || exactness(live) - exactness(best)) > 0
      ? live
      : best,
  );
}

/** How much larger a figure is than another of the same sentence; 0 for those of different ones. */
const sizeBeside = ({ claim }: SaidFigure, { claim: other }: SaidFigure): number =>
  claim.quote.text === other.quote.text ? sizeOf(claim) - sizeOf(other) : 0;

const sizeOf = ({ min, max }: FigureClaim): number => max ?? min ?? 0;

/** Once the striking party gives a figure above zero, its earlier "none known" is history, whoever spoke for it. */
function overtakeDenials(
  series: readonly FigureSeries[],
  ended: readonly EndedSeries[],
  party: StrikingParty,
): FigureReading {
  const isDenial = (one: FigureSeries): boolean => one.current.claim.qualifier === 'none known';
  const ofParty = series.filter((one) => party.includes(one.current.claim.claimant));
  const overtaken = ofParty.filter(isDenial).flatMap((denial) => {
    const by = ofParty.find(
      (other) => contradicts(other, denial) && !isDenial(other) && isLater(other, denial),
    );
    return by === undefined ? [] : [{ denial, by }];
  });
  const gone = new Set(overtaken.map(({ denial }) => denial));
  return {
    series: series.filter((one) => !gone.has(one)),
    ended: [...ended, ...overtaken.map(({ denial, by }) => overtakenSeries(denial, by))],
  };
}

function overtakenSeries(denial: FigureSeries, by: FigureSeries): EndedSeries {
  const reason = `overtaken when ${by.label} gave ${figureText(by.current.claim)} on ${longDate(by.current.at)}`;
  const denials = denial.reports.map((live) => pastFigure(live, denial.label, reason));
  return {
    key: denial.key,
    past: [...denials, ...denial.past],
    by: by.reports.map(({ article }) => article.identity.articleId),
  };
}

/** "No civilian casualties" denies the dead and the injured alike. */
function contradicts({ current: { claim } }: FigureSeries, denial: FigureSeries): boolean {
  const denied = denial.current.claim;
  return (
    (denied.effect === 'casualties' || denied.effect === claim.effect) &&
    denied.incident.key === claim.incident.key &&
    isCivilianGroup(denied) &&
    isCivilianGroup(claim)
  );
}

const isLater = (a: FigureSeries, b: FigureSeries): boolean =>
  compareInstants(a.current.at, b.current.at) > 0;

/** Groups that a concession of civilian harm speaks of. */
export function isCivilianGroup(figure: FigureClaim): boolean {
  return figure.group !== 'militants' && figure.group !== 'service members';
}

/** Figures of replaced revisions, of articles that count no more, and of what outlets have withdrawn for good. */
export function revisedFigures(state: StoryState): readonly PastFigure[] {
  const rulings = rulingsOf(state);
  const articles = byPublication(state).filter(countsForToll);
  return [
    ...articles.flatMap((article) =>
      article.past.flatMap((past) => pastOf(article, past, rulings, reasonOf(past))),
    ),
    ...figuresGone(state, articles, rulings),
  ];
}

/** Current figures of articles that gave way to another or are suspended, unless a live article gives them too. */
function figuresGone(
  state: StoryState,
  articles: readonly StoryArticle[],
  rulings: Rulings,
): readonly PastFigure[] {
  const gone = articles.filter(({ status }) => status === 'replaced' || status === 'withheld');
  if (gone.length === 0) return [];
  const said = new Set(ofKind(liveClaims(state), 'figure').map(wordingOf));
  return gone.flatMap((article) => {
    const did =
      article.status === 'replaced' ? 'replaced by another one' : 'suspended by its outlet';
    const reason = `its article was ${did} on ${longDate(article.lastChange.at)}`;
    return currentFigures(article)
      .flatMap((past) => pastOf(article, past, rulings, reason))
      .filter(({ figure }) => isTotal(figure) && figure.status !== 'corrected')
      .filter(({ figure }) => !said.has(wordingOf({ claim: figure, article })));
  });
}

/** Who says how many of whom, as far as one claim tells by itself. */
function wordingOf({ claim, article }: Pick<LiveFigure, 'claim' | 'article'>): string {
  const { incident, effect, group, claimant } = claim;
  const speaker = claimant === null ? article.identity.outlet : nameKey(claimant);
  return JSON.stringify([incident.key, effect, group, speaker, figureText(claim)]);
}

/** One for each figure that editors have not rejected and that the article does not give in a newer revision. */
function pastOf(
  article: StoryArticle,
  past: PastFigures,
  rulings: Rulings,
  reason: string,
): readonly PastFigure[] {
  const ofArticle = rulings.claims.get(article.identity.articleId);
  const isOfNewer = (figure: FigureClaim | undefined): boolean =>
    past.revisionId !== article.analysis?.revisionId && stillSaid(article, figure);
  return ruled(article, past.figures, rulings).flatMap((one, at) => {
    const ruling = ofArticle?.get(past.ids?.[at] ?? '') ?? one.ruling;
    if (isRejected({ ...one, ruling }) || isOfNewer(past.figures[at])) return [];
    const { claim: figure } = one;
    const label = figure.claimant?.name ?? article.identity.outlet;
    const shared = { label, figure, index: null, ruling, article, at: past.saidAt };
    const isWithdrawn = past.why === 'killed';
    const earlier = { revisionId: past.revisionId, at: past.saidAt };
    const saidIn = isWithdrawn || article.status !== 'live' ? null : earlier;
    return [{ ...shared, reason, saidIn, isWithdrawn }];
  });
}

function reasonOf({ why, replacedAt }: PastFigures): string {
  const day = longDate(replacedAt);
  if (why === 'killed') return `withdrawn by its outlet on ${day}`;
  const corrects = why === 'corrected' ? ', which corrects it' : '';
  return `absent from the article’s revision of ${day}${corrects}`;
}

/** Figures that editors have rejected, with what they gave as the reason. */
export function rejectedFigures(state: StoryState): readonly PastFigure[] {
  return ofKind(claimsRead(state).filter(isRejected), 'figure').flatMap((live) => {
    const verdict = live.ruling?.verdict;
    if (verdict == null || !countsForToll(live.article)) return [];
    const reason = `rejected by an editor on ${longDate(verdict.at)}: ${verdict.reason}`;
    return [pastFigure(live, claimantLabel(live), reason)];
  });
}

function stillSaid(article: StoryArticle, figure: FigureClaim | undefined): boolean {
  return (
    figure !== undefined &&
    (article.analysis?.claims ?? []).some(
      (claim) =>
        claim.kind === 'figure' &&
        claim.effect === figure.effect &&
        claim.group === figure.group &&
        figureText(claim) === figureText(figure),
    )
  );
}
