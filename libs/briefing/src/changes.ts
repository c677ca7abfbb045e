import { type Change, type Changes, type Citation, type Correction } from './briefing';
import { type Citer } from './citations';
import { type EndedSeries } from './figures';
import { groupBy } from './group-by';
import { type CitedEntry, figureLedgerKey } from './ledger';
import { type DecisionChange, decisionsSince } from './decision-changes';
import { byPublication } from './live-claims';
import { count, longDate } from './phrases';
import { correctionsByEditors, quotesKilled } from './recall';
import { type EditionIssued, type LedgerEntry } from './story.events';
import {
  articleOf,
  type ArticleChange,
  type ChangeRecord,
  type StoryArticle,
  type StoryState,
} from './story-state';
import { unanalysedNote } from './unanalysed';

type Edition = EditionIssued['data'];

/** What the document says now against what the previous edition said, each difference with its cause. */
export function changesSince(
  previous: Edition | undefined,
  { ledger, ended, state, citer }: ChangesInput,
): Changes {
  if (previous === undefined) return { since: null, entries: [] };
  const before = new Map(previous.ledger.map((entry) => [entry.key, entry]));
  const after = new Map(ledger.map((entry) => [entry.key, entry]));
  const endedBy = new Map(ended.map(({ key, by }) => [figureLedgerKey(key), by]));
  const context: Context = { ...since(previous.position, state), citer, endedBy };
  const withdrawn = previous.ledger.filter((entry) => !after.has(entry.key));
  const isNewOfTopic = (entry: CitedEntry): boolean =>
    entry.topic !== undefined && !before.has(entry.key);
  const entries = [
    ...ledger
      .filter((entry) => !isNewOfTopic(entry))
      .flatMap((entry) => addedOrRevised(before.get(entry.key), entry, context)),
    ...addedByTopic(ledger.filter(isNewOfTopic), context),
    ...withdrawn.map((entry) => withdrawnChange(entry, context)),
  ];
  const rest = untold(context).map((one) => decisionChange(one, context));
  return { since: previous.number, entries: [...entries, ...rest] };
}

/** A decision that no line of the ledger tells. */
function decisionChange(
  { made, kind, subject, from, to, why, claims, articles }: DecisionChange,
  { citer }: Context,
): Change {
  const isReject = made.decision.type === 'reject';
  const citations =
    isReject || claims.length === 0 ? sourcesOf(articles, citer) : citer.citeAll(claims, 3);
  return { kind, subject, from, to, cause: 'editor decision', why, citations };
}

export interface ChangesInput {
  readonly ledger: readonly CitedEntry[];
  readonly ended: readonly EndedSeries[];
  readonly state: StoryState;
  readonly citer: Citer;
}

/** What happened since a position of the log to the articles of a state, and what editors decided. */
export interface Since {
  readonly since: number;
  readonly state: StoryState;
  readonly decisions: readonly DecisionChange[];
  /** Decisions that a change was explained by. */
  readonly told: Set<DecisionChange>;
}

export const since = (position: number, state: StoryState): Since => ({
  ...{ since: position, state, decisions: decisionsSince(state, position), told: new Set() },
});

/** Decisions that no change has told yet. */
export const untold = ({ decisions, told }: Since): readonly DecisionChange[] =>
  decisions.filter((one) => !told.has(one));

interface Context extends Since {
  readonly citer: Citer;
  /** Articles that ended a figure, by the key of its ledger entry. */
  readonly endedBy: ReadonlyMap<string, readonly string[]>;
}

function addedOrRevised(
  before: LedgerEntry | undefined,
  entry: CitedEntry,
  context: Context,
): readonly Change[] {
  if (before?.value === entry.value) return [];
  const cause = causeOf([entry], [...entry.articles, ...(before?.articles ?? [])], context);
  return [
    {
      kind: before === undefined ? 'added' : 'revised',
      subject: entry.subject,
      from: before?.value ?? null,
      to: entry.value,
      cause: cause.cause,
      why: cause.why,
      citations: context.citer.citeAll(entry.claims, 3),
    },
  ];
}

/** A week of policy talk adds dozens of views: one line for each topic, with who said what. */
function addedByTopic(entries: readonly CitedEntry[], context: Context): readonly Change[] {
  const topics = groupBy(entries, ({ topic }) => topic?.subject ?? '');
  return [...topics].map(([subject, members]) => {
    const { cause, why } = causeOf(
      members,
      members.flatMap(({ articles }) => articles),
      context,
    );
    return {
      kind: 'added',
      subject: `${subject} (${members.map(({ topic }) => topic?.item ?? '').join('; ')})`,
      from: null,
      to: count(members.length, 'new view'),
      isList: true,
      cause,
      why,
      citations: context.citer.citeAll(
        members.flatMap(({ claims }) => claims.slice(0, 1)),
        members.length,
      ),
    };
  });
}

function withdrawnChange(entry: LedgerEntry, context: Context): Change {
  const articles = [...entry.articles, ...(context.endedBy.get(entry.key) ?? [])];
  const cause = causeOf([entry], articles, context);
  return {
    kind: 'withdrawn',
    subject: entry.subject,
    from: entry.value,
    to: null,
    cause: cause.cause,
    why: cause.why,
    citations: sourcesOf(articles, context.citer),
  };
}

function sourcesOf(articles: readonly string[], citer: Citer): readonly Citation[] {
  return articles.map((id) => citer.citeSource(id)).filter((citation) => citation !== undefined);
}

export type Cause = Pick<Change, 'cause' | 'why'>;

/**
 * Why lines of the ledger are not what they were. What an editor decided of them comes before what happened to their
 * articles, but for a withdrawal of the outlet; last comes what was decided of another claim of the articles.
 */
export function causeOf(
  entries: readonly Pick<LedgerEntry, 'key'>[],
  articleIds: readonly string[],
  { state, since: position, decisions, told }: Since,
): Cause {
  const [weightiest] = articleIds
    .map((id) => articleOf(state, id))
    .filter((article) => article !== undefined)
    .flatMap((article) => happenedTo(article, position).map((change) => ({ article, change })))
    .sort((a, b) => WEIGHTS[b.change.kind] - WEIGHTS[a.change.kind]);
  const deciding = decisions.filter((one) => entries.some((entry) => one.touches(entry)));
  if (weightiest === undefined || WEIGHTS[weightiest.change.kind] < WEIGHTS.withheld) {
    for (const one of deciding) told.add(one);
    const newest = deciding.at(-1);
    if (newest !== undefined) return byEditor(newest);
  }
  if (weightiest !== undefined)
    return explain(weightiest.article.identity.outlet, weightiest.change);
  const near = decisions.findLast((one) => one.articles.some((id) => articleIds.includes(id)));
  if (near !== undefined) return byEditor(near);
  return {
    cause: 'analysis',
    why: 'The articles are the same; they were read again, or another claim now stands first.',
  };
}

/** To whom an article is new, its earlier versions are nothing that happened. */
function happenedTo(article: StoryArticle, position: number): readonly ChangeRecord[] {
  const { receivedPosition, receivedAt, corrections, lastChange, status } = article;
  if (receivedPosition > position && status === 'live')
    return [
      {
        kind: 'received',
        position: receivedPosition,
        ...{ at: receivedAt, recordedAt: receivedAt, note: null },
      },
    ];
  return [...corrections, lastChange].filter((change) => change.position > position);
}

const byEditor = ({ why }: DecisionChange): Cause => ({ cause: 'editor decision', why });

const WEIGHTS = {
  killed: 7,
  withheld: 6,
  replaced: 5,
  correction: 4,
  restored: 3,
  received: 2,
  update: 1,
  cosmetic: 0,
  'versions killed': 0,
} as const;

/** Why, in one sentence. The outlet's note stands in quotation marks: its words are not the briefing's. */
export function explain(outlet: string, { kind, note }: ChangeRecord): Cause {
  const said = note === null || note === '' ? '.' : `: “${note}”`;
  switch (kind) {
    case 'killed':
      return { cause: 'kill', why: `${outlet} withdrew its article${said}` };
    case 'versions killed':
      return { cause: 'kill', why: `${outlet} withdrew an earlier version of its article${said}` };
    case 'replaced':
      return { cause: 'revision', why: `${outlet} has another article in its place.` };
    case 'withheld':
      return { cause: 'withheld', why: `${outlet} suspended its article${said}` };
    case 'correction':
      return { cause: 'correction', why: `${outlet} corrected its article${said}` };
    case 'restored':
      return { cause: 'revision', why: `${outlet} issued its article again${said}` };
    case 'update':
    case 'cosmetic':
      return { cause: 'revision', why: `${outlet} revised its article${said}` };
    case 'received':
      return { cause: 'new source', why: `${outlet} published an article that says so.` };
  }
}

/** Every correction, suspension, kill and return, and what editors changed of issued editions, oldest first. */
export function correctionsLog(state: StoryState): readonly Correction[] {
  const byOutlets = byPublication(state).flatMap((article) =>
    article.corrections.map((change) => ({
      position: change.position,
      at: change.at,
      kind: CORRECTION_KIND[change.kind] ?? 'correction',
      text: explain(article.identity.outlet, change).why,
      editions: editionsThatUsed(article, change, state.editions),
    })),
  );
  return [...byOutlets, ...correctionsByEditors(state)]
    .sort((a, b) => a.position - b.position)
    .map(({ at, kind, text, editions }) => ({ at, kind, text, editions }));
}

const CORRECTION_KIND: Partial<Readonly<Record<ArticleChange, Correction['kind']>>> = {
  killed: 'withdrawal',
  'versions killed': 'withdrawal',
  withheld: 'withdrawal',
  replaced: 'update',
  restored: 'update',
};

function editionsThatUsed(
  article: StoryArticle,
  change: ChangeRecord,
  editions: readonly Edition[],
): readonly number[] {
  return editions
    .filter(
      (edition) =>
        edition.position < change.position && quotesKilled(edition, article.identity, change),
    )
    .map((edition) => edition.number);
}

/** What a source entry adds about the article's standing. */
export function sourceNote(article: StoryArticle, citer: Citer, state: StoryState): string {
  const { status, lastChange } = article;
  if (status === 'killed') return `withdrawn by its outlet on ${longDate(lastChange.at)}`;
  if (status === 'replaced')
    return `replaced by another article on ${longDate(lastChange.at)}; its claims do not count`;
  if (status === 'withheld')
    return `suspended by its outlet on ${longDate(lastChange.at)}; its claims do not count`;
  return unanalysedNote(article) ?? standingNote(article, citer, state);
}

const standingNote = (article: StoryArticle, citer: Citer, state: StoryState): string =>
  [copyNote(article, citer, state), ...revisionNotes(article)]
    .filter((note) => note !== '')
    .join('; ');

function copyNote({ group, identity }: StoryArticle, citer: Citer, state: StoryState): string {
  return articleOf(state, group) === undefined || group === identity.articleId
    ? ''
    : `copy of source ${citer.numberOf(group) ?? ''}`;
}

function revisionNotes({ revision, lastChange, conflicting }: StoryArticle): readonly string[] {
  return [
    revision.genre === 'report' ? '' : `${revision.genre}: its figures do not count`,
    lastChange.kind === 'correction' ? `corrected by its outlet: “${revision.note ?? ''}”` : '',
    conflicting?.includes(revision.revisionId) === true
      ? 'its outlet issued two texts as one version; the later arrival counts'
      : '',
  ];
}
