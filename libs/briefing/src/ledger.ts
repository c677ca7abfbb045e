import { type OptionClaim, type PositionClaim } from '@wirebrief/claims';

import { compareInstants } from './compare-instants';
import { claimantKey, claimantLabel } from './claimants';
import { figureKey, type FigureSeries } from './figures';
import { groupBy } from './group-by';
import { isOfKind, type LiveClaim } from './live-claims';
import { figureLabel, figureText, withinSentence } from './phrases';
import { type LedgerEntry } from './story.events';
import { LINE_PHRASE, positionDate } from './strike';

export interface LedgerInput {
  /** Of the principal incident, what the striking party accepts included. */
  readonly series: readonly FigureSeries[];
  readonly positions: readonly LiveClaim<PositionClaim>[];
  readonly options: readonly LiveClaim<OptionClaim>[];
  /** A reader's name for an option. */
  readonly optionLabel: (key: string) => string;
}

/** An entry with the live claims behind it, so that a change can cite them. */
export interface CitedEntry extends LedgerEntry {
  readonly claims: readonly LiveClaim[];
  /** New entries of one topic are told in one line, each by its `item`. */
  readonly topic?: { readonly subject: string; readonly item: string };
}

/** What the briefing says, line by line: equal ledgers mean NO CHANGE. */
export function ledgerOf(input: LedgerInput): readonly CitedEntry[] {
  return [
    ...input.series.map(figureEntry),
    ...positionEntries(input.positions),
    ...optionEntries(input.options, input.optionLabel),
  ];
}

/** Key of the entry of a figure series. */
export function figureLedgerKey(seriesKey: string): string {
  return `figure|${seriesKey}`;
}

/** Key of the entry that tells a claim; undefined for what the ledger does not hold. */
export function ledgerKeyOf(live: LiveClaim): string | undefined {
  if (isOfKind(live, 'figure')) return figureLedgerKey(figureKey(live));
  if (isOfKind(live, 'position')) return positionKey(claimantKey(live));
  return isOfKind(live, 'option')
    ? optionKey(`${live.claim.option}|${claimantKey(live)}`)
    : undefined;
}

const positionKey = (speaker: string): string => `position|${speaker}`;
const optionKey = (view: string): string => `option|${view}`;

function figureEntry({ key, label, current, reports }: FigureSeries): CitedEntry {
  return {
    key: figureLedgerKey(key),
    subject: `${figureLabel(current.claim)}, according to ${label}`,
    value: figureText(current.claim),
    articles: articlesOf(reports),
    claims: reports,
  };
}

/** The newest line of each official speaker. */
function positionEntries(positions: readonly LiveClaim<PositionClaim>[]): readonly CitedEntry[] {
  const lined = positions.filter((live) => live.claim.line !== 'states');
  return [...groupBy(lined, claimantKey)].flatMap(([key, claims]) => {
    const newest = newestOf(claims, (live) => positionDate(live) ?? live.at);
    if (newest === undefined) return [];
    const { actor, line } = newest.claim;
    const same = claims.filter((live) => live.claim.line === line);
    return [
      {
        key: positionKey(key),
        subject: `Position of ${withinSentence(actor)}`,
        value: LINE_PHRASE[line],
        articles: articlesOf(same),
        claims: same,
      },
    ];
  });
}

/** The newest stance of each speaker on each option. */
function optionEntries(
  options: readonly LiveClaim<OptionClaim>[],
  labelOf: LedgerInput['optionLabel'],
): readonly CitedEntry[] {
  const views = options.filter((live) => !live.claim.constraint);
  return [...groupBy(views, (live) => `${live.claim.option}|${claimantKey(live)}`)].flatMap(
    ([key, claims]) => {
      const newest = newestOf(claims, (live) => live.at);
      if (newest === undefined) return [];
      const { option, stance } = newest.claim;
      const same = claims.filter((live) => live.claim.stance === stance);
      return [
        {
          key: optionKey(key),
          subject: `${labelOf(option)}, according to ${claimantLabel(newest)}`,
          value: stance,
          articles: articlesOf(same),
          claims: same,
          topic: {
            subject: labelOf(option),
            item: `${claimantLabel(newest)}: ${stance}`,
          },
        },
      ];
    },
  );
}

function newestOf<Live extends LiveClaim>(
  claims: readonly Live[],
  at: (live: Live) => string,
): Live | undefined {
  return claims.reduce<Live | undefined>(
    (best, live) => (best === undefined || compareInstants(at(live), at(best)) > 0 ? live : best),
    undefined,
  );
}

function articlesOf(claims: readonly LiveClaim[]): readonly string[] {
  return [...new Set(claims.map((live) => live.article.identity.articleId))];
}
