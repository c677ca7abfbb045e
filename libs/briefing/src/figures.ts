import { type FigureClaim } from '@wirebrief/claims';

import { claimantKey, fullestLabel, type StrikingParty } from './claimants';
import { groupBy } from './group-by';
import { compareInstants, type LiveClaim, liveArticles } from './live-claims';
import { figureText, longDate } from './phrases';
import { type StoryArticle, type StoryState } from './story-state';

export type LiveFigure = LiveClaim<FigureClaim>;

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
  readonly figure: FigureClaim;
  readonly article: StoryArticle;
  readonly at: string;
  readonly reason: string;
  /** False for quotes of a revision that is no longer shown. */
  readonly isCitable: boolean;
}

/** Only reporting feeds the toll: analysis and opinion repeat figures without adding a source. */
export function countsForToll(article: StoryArticle): boolean {
  return article.revision.genre === 'report';
}

/** Series of all incidents, in order of first report. */
export function figureSeries(
  figures: readonly LiveFigure[],
  party: StrikingParty,
): readonly FigureSeries[] {
  const counted = figures.filter((live) => countsForToll(live.article) && !live.claim.increment);
  const byKey = groupBy(counted, figureKey);
  const series = [...byKey].flatMap(([key, claims]) => {
    const one = seriesOf(key, claims);
    return one === undefined ? [] : [one];
  });
  return overtakeDenials(series, party);
}

function figureKey(live: LiveFigure): string {
  const { incident, effect, group } = live.claim;
  return [incident.key, effect, group, claimantKey(live)].join('|');
}

function seriesOf(key: string, claims: readonly LiveFigure[]): FigureSeries | undefined {
  const standing = claims.filter((live) => live.claim.status !== 'corrected');
  const newest = newestOf(standing);
  if (newest === undefined) return undefined;
  const value = figureText(newest.claim);
  const isSame = (live: LiveFigure): boolean => figureText(live.claim) === value;
  const older = claims.filter((live) => !isSame(live));
  return {
    key,
    label: fullestLabel(claims),
    current: newest,
    reports: standing.filter(isSame),
    past: older.map((live) => ({
      figure: live.claim,
      article: live.article,
      at: live.at,
      reason: reasonFor(live, newest),
      isCitable: true,
    })),
  };
}

function reasonFor(live: LiveFigure, newest: LiveFigure): string {
  if (live.claim.status === 'corrected') return 'reported by the outlet as overtaken';
  if (live.article === newest.article)
    return `given beside ${figureText(newest.claim)} in the same article`;
  return `replaced by ${figureText(newest.claim)} on ${longDate(newest.at)}`;
}

/** The claim of the newest article; within one article the figure said most often, then the most exact, then the first. */
function newestOf(claims: readonly LiveFigure[]): LiveFigure | undefined {
  const latest = claims.reduce<LiveFigure | undefined>(
    (best, live) => (best === undefined || compareInstants(live.at, best.at) > 0 ? live : best),
    undefined,
  );
  if (latest === undefined) return undefined;
  const same = claims.filter((live) => live.article === latest.article);
  const times = (live: LiveFigure): number =>
    same.filter((other) => figureText(other.claim) === figureText(live.claim)).length;
  const exactness = (live: LiveFigure): number => (live.claim.qualifier === 'exact' ? 1 : 0);
  return same.reduce((best, live) =>
    times(live) - times(best) || exactness(live) - exactness(best) > 0 ? live : best,
  );
}

/** Once the striking party gives a figure above zero, its earlier "none known" is history, whoever spoke for it. */
function overtakeDenials(
  series: readonly FigureSeries[],
  party: StrikingParty,
): readonly FigureSeries[] {
  const isDenial = (one: FigureSeries): boolean => one.current.claim.qualifier === 'none known';
  const ofParty = series.filter((one) => party.includes(one.current.claim.claimant));
  const overtakenBy = (denial: FigureSeries): FigureSeries | undefined =>
    ofParty.find(
      (other) => sameMeasure(other, denial) && !isDenial(other) && isLater(other, denial),
    );
  const denials = new Map(
    ofParty.filter(isDenial).flatMap((denial) => {
      const by = overtakenBy(denial);
      return by === undefined ? [] : [[denial, by] as const];
    }),
  );
  return series
    .filter((one) => !denials.has(one))
    .map((one) => {
      const overtaken = [...denials].filter(([, by]) => by === one).map(([denial]) => denial);
      return {
        ...one,
        past: [...one.past, ...overtaken.map((denial) => overtakenFigure(denial, one))],
      };
    });
}

function overtakenFigure(denial: FigureSeries, by: FigureSeries): PastFigure {
  const { claim, article, at } = denial.current;
  const reason = `overtaken when ${by.label} gave ${figureText(by.current.claim)} on ${longDate(by.current.at)}`;
  return { figure: claim, article, at, reason, isCitable: true };
}

const sameMeasure = (a: FigureSeries, b: FigureSeries): boolean =>
  a.current.claim.effect === b.current.claim.effect &&
  a.current.claim.incident.key === b.current.claim.incident.key &&
  isCivilianGroup(a.current.claim) &&
  isCivilianGroup(b.current.claim);

const isLater = (a: FigureSeries, b: FigureSeries): boolean =>
  compareInstants(a.current.at, b.current.at) > 0;

/** Groups that a concession of civilian harm speaks of. */
export function isCivilianGroup(figure: FigureClaim): boolean {
  return figure.group !== 'militants' && figure.group !== 'service members';
}

/** Figures of replaced revisions of live articles, newest first. */
export function revisedFigures(state: StoryState): readonly PastFigure[] {
  return liveArticles(state).flatMap((article) =>
    article.past.flatMap((past) =>
      past.figures
        .filter((figure) => !stillSaid(article, figure))
        .map((figure) => ({
          figure,
          article,
          at: past.replacedAt,
          reason: `absent from the article’s revision of ${longDate(past.replacedAt)}${past.why === 'corrected' ? ', which corrects it' : ''}`,
          isCitable: false,
        })),
    ),
  );
}

function stillSaid(article: StoryArticle, figure: FigureClaim): boolean {
  return (article.analysis?.claims ?? []).some(
    (claim) =>
      claim.kind === 'figure' &&
      claim.effect === figure.effect &&
      claim.group === figure.group &&
      figureText(claim) === figureText(figure),
  );
}
