import { type OptionDefinition, type Quote } from '@wirebrief/claims';

import { killedSince, withoutNotesOfKilled } from './as-of';
import { type Change, type TollRange } from './briefing';
import { type Cause, causeOf, since, untold } from './changes';
import { claimantLabel } from './claimants';
import { compose, UNISSUED } from './compose';
import { kindOfChange } from './decision-changes';
import { type EndedSeries } from './figures';
import { type CitedEntry, figureLedgerKey, ledgerOf } from './ledger';
import { type LiveClaim } from './live-claims';
import { optionLabels, taxonomyOf } from './options';
import { readClaims } from './reading';
import { type StoryState } from './story-state';

/** Words on one side of a change, as an outlet printed them. */
export interface ChangeQuote {
  readonly outlet: string;
  readonly claimant: string;
  readonly articleId: string;
  readonly revisionId: string;
  /** When it was said to the public: RFC 3339 or an ISO date. */
  readonly at: string;
  /** Offsets into the revision's text; null where the outlet has killed the article since. */
  readonly quote: Quote | null;
}

export interface StateChange extends Pick<
  Change,
  'kind' | 'subject' | 'from' | 'to' | 'cause' | 'why'
> {
  /** `headline`: a range above the table of the toll, or the grade; `decision`: of an editor, which moved no figure. */
  readonly about: 'headline' | 'figure' | 'position' | 'option' | 'decision';
  readonly before: readonly ChangeQuote[];
  readonly after: readonly ChangeQuote[];
}

/**
 * What two states of one story say differently, headlines first; empty means NO CHANGE. `now` is the state of today,
 * which tells whose words may be shown no more.
 */
export function compareStates(
  before: StoryState,
  after: StoryState,
  now: StoryState,
  taxonomy: readonly OptionDefinition[],
): readonly StateChange[] {
  const [old, young] = [contentOf(before, taxonomy), contentOf(after, taxonomy)];
  const between = since(before.position, withoutNotesOfKilled(after, now));
  const endedBy = new Map(young.ended.map(({ key, by }) => [figureLedgerKey(key), by]));
  const isHidden = hiddenIn(after, now, hiddenIn(before, now));
  const changes = [...new Set([...young.entries.keys(), ...old.entries.keys()])].flatMap((key) => {
    const [from, to] = [old.entries.get(key), young.entries.get(key)];
    if (from?.value === to?.value) return [];
    const articles = [from, to].flatMap((entry) => entry?.articles ?? []);
    const by = [...articles, ...(to === undefined ? (endedBy.get(key) ?? []) : [])];
    return [{ key, from, to, by, ...causeOf([{ key }], by, between) }];
  });
  const entries = changes.map(({ key, from, to, cause, why }): StateChange => {
    const about = ABOUT[key.slice(0, key.indexOf('|'))] ?? 'figure';
    return { ...sidesOf(from, to, isHidden), about, cause, why };
  });
  const headlineCause = (prefix: string): Cause => {
    const lines = changes.filter(({ key }) => key.startsWith(prefix));
    return causeOf(
      lines,
      lines.flatMap(({ by }) => by),
      between,
    );
  };
  const headlines = headlineChanges(old, young, headlineCause);
  const decisions = untold(between).map((one): StateChange => {
    const { kind, subject, from, to, why, claims } = one;
    const quotes = claims.map((live) => quoteOf(live, isHidden));
    const sides = { before: from === null ? [] : quotes, after: to === null ? [] : quotes };
    return { kind, subject, from, to, about: 'decision', ...sides, cause: 'editor decision', why };
  });
  return [...headlines, ...entries, ...decisions];
}

const ABOUT: Readonly<Record<string, StateChange['about']>> = {
  figure: 'figure',
  position: 'position',
  option: 'option',
};

interface Content {
  readonly entries: ReadonlyMap<string, CitedEntry>;
  readonly ended: readonly EndedSeries[];
  readonly headlines: ReadonlyMap<string, Headline>;
}

interface Headline {
  readonly subject: string;
  readonly value: string;
  /** What the keys of its ledger entries begin with. */
  readonly prefix: string;
}

function contentOf(state: StoryState, taxonomy: readonly OptionDefinition[]): Content {
  const { mainSeries: series, positions, options, ended } = readClaims(state);
  const optionLabel = optionLabels(taxonomyOf(state, taxonomy));
  const entries = ledgerOf({ series, positions, options, optionLabel });
  const { toll } = compose(state, UNISSUED).briefing;
  const headlines: readonly Headline[] = [
    ...toll.ranges.map((range) => headlineOf(range, range.label)),
    ...toll.conceded.map((range) =>
      headlineOf(range, `${range.label}, accepted by the striking party`),
    ),
    { subject: 'Grade', value: toll.grade.grade, prefix: '' },
  ];
  return {
    entries: new Map(entries.map((entry) => [entry.key, entry])),
    ended,
    headlines: new Map(headlines.map((headline) => [headline.subject, headline])),
  };
}

const headlineOf = ({ effect, group, value }: TollRange, subject: string): Headline => ({
  subject,
  value,
  prefix: figureLedgerKey(['main', effect, group, ''].join('|')),
});

function headlineChanges(
  old: Content,
  young: Content,
  causeOfPrefix: (prefix: string) => Cause,
): readonly StateChange[] {
  const subjects = new Set([...young.headlines.keys(), ...old.headlines.keys()]);
  return [...subjects].flatMap((subject) => {
    const [from, to] = [old.headlines.get(subject), young.headlines.get(subject)];
    if (from?.value === to?.value) return [];
    const cause = causeOfPrefix(to?.prefix ?? from?.prefix ?? '');
    return [{ ...valuesOf(from, to), subject, about: 'headline', before: [], after: [], ...cause }];
  });
}

type Valued = Pick<Headline, 'value'> | undefined;

function valuesOf(before: Valued, after: Valued): Pick<StateChange, 'kind' | 'from' | 'to'> {
  const [from, to] = [before?.value ?? null, after?.value ?? null];
  return { kind: kindOfChange(from, to), from, to };
}

function sidesOf(
  from: CitedEntry | undefined,
  to: CitedEntry | undefined,
  isHidden: (articleId: string) => boolean,
) {
  const quotes = (entry: CitedEntry | undefined): readonly ChangeQuote[] =>
    (entry?.claims ?? []).slice(0, QUOTES_SHOWN).map((live) => quoteOf(live, isHidden));
  const subject = to?.subject ?? from?.subject ?? '';
  return { ...valuesOf(from, to), subject, before: quotes(from), after: quotes(to) };
}

// Copies repeat each other: more of them say no more.
const QUOTES_SHOWN = 6;

function quoteOf(live: LiveClaim, isHidden: (articleId: string) => boolean): ChangeQuote {
  const { identity, revision } = live.article;
  const { articleId, outlet } = identity;
  return {
    outlet,
    claimant: claimantLabel(live),
    articleId,
    revisionId: revision.revisionId,
    at: live.at,
    quote: isHidden(articleId) ? null : live.claim.quote,
  };
}

type Hidden = (articleId: string) => boolean;

function hiddenIn(past: StoryState, now: StoryState, or: Hidden = () => false): Hidden {
  const ids = new Set(killedSince(past, now).map(({ identity }) => identity.articleId));
  return (articleId) => ids.has(articleId) || or(articleId);
}
