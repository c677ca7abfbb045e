import { type Change, type Changes, type Citation, type Correction } from './briefing';
import { type Citer } from './citations';
import { type CitedEntry } from './ledger';
import { byPublication } from './live-claims';
import { longDate } from './phrases';
import { type EditionIssued, type LedgerEntry } from './story.events';
import { type StoryArticle, type StoryState } from './story-state';

type Edition = EditionIssued['data'];

/** What the document says now against what the previous edition said, each difference with its cause. */
export function changesSince(
  previous: Edition | undefined,
  ledger: readonly CitedEntry[],
  state: StoryState,
  citer: Citer,
): Changes {
  if (previous === undefined) return { since: null, entries: [] };
  const before = new Map(previous.ledger.map((entry) => [entry.key, entry]));
  const after = new Map(ledger.map((entry) => [entry.key, entry]));
  const context: Context = { previous, state, citer };
  const withdrawn = previous.ledger.filter((entry) => !after.has(entry.key));
  const entries = [
    ...ledger.flatMap((entry) => addedOrRevised(before.get(entry.key), entry, context)),
    ...withdrawn.map((entry) => withdrawnChange(entry, context)),
  ];
  return { since: previous.number, entries };
}

interface Context {
  readonly previous: Edition;
  readonly state: StoryState;
  readonly citer: Citer;
}

function addedOrRevised(
  before: LedgerEntry | undefined,
  entry: CitedEntry,
  context: Context,
): readonly Change[] {
  if (before?.value === entry.value) return [];
  const cause = causeOf([...entry.articles, ...(before?.articles ?? [])], context);
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

function withdrawnChange(entry: LedgerEntry, context: Context): Change {
  const cause = causeOf(entry.articles, context);
  return {
    kind: 'withdrawn',
    subject: entry.subject,
    from: entry.value,
    to: null,
    cause: cause.cause,
    why: cause.why,
    citations: sourcesOf(entry.articles, context.citer),
  };
}

function sourcesOf(articles: readonly string[], citer: Citer): readonly Citation[] {
  return articles.map((id) => citer.citeSource(id)).filter((citation) => citation !== undefined);
}

type Cause = Pick<Change, 'cause' | 'why'>;

/** The weightiest thing that happened to the articles since the previous edition. */
function causeOf(articleIds: readonly string[], { state, previous }: Context): Cause {
  const changed = articleIds
    .map((id) => state.articles[id])
    .filter((article) => article !== undefined)
    .filter((article) => article.lastChange.position > previous.position);
  const [weightiest] = [...changed].sort((a, b) => weight(b) - weight(a));
  return weightiest === undefined
    ? {
        cause: 'analysis',
        why: 'The articles are the same; they were read again, or another claim now stands first.',
      }
    : explain(weightiest);
}

const WEIGHTS = {
  killed: 6,
  withheld: 5,
  correction: 4,
  restored: 3,
  update: 2,
  received: 1,
  cosmetic: 0,
} as const;

const weight = (article: StoryArticle): number => WEIGHTS[article.lastChange.kind];

function explain({ identity, lastChange }: StoryArticle): Cause {
  const { outlet } = identity;
  const note = lastChange.note === null ? '' : ` ${sentence(lastChange.note)}`;
  switch (lastChange.kind) {
    case 'killed':
      return { cause: 'kill', why: `${outlet} withdrew its article.${note}` };
    case 'withheld':
      return { cause: 'withheld', why: `${outlet} suspended its article.${note}` };
    case 'correction':
      return { cause: 'correction', why: `${outlet} corrected its article.${note}` };
    case 'restored':
      return { cause: 'revision', why: `${outlet} issued its article again.${note}` };
    case 'update':
    case 'cosmetic':
      return { cause: 'revision', why: `${outlet} revised its article.${note}` };
    case 'received':
      return { cause: 'new source', why: `${outlet} published an article that says so.` };
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Corrections, withdrawals and suspensions by outlets, oldest first, with the editions that used what was changed. */
export function correctionsLog(state: StoryState): readonly Correction[] {
  return byPublication(state)
    .filter(({ lastChange }) => ['killed', 'withheld', 'correction'].includes(lastChange.kind))
    .sort((a, b) => a.lastChange.position - b.lastChange.position)
    .map((article) => ({
      at: article.lastChange.at,
      kind: article.lastChange.kind === 'correction' ? 'correction' : 'withdrawal',
      text: explain(article).why,
      editions: editionsThatUsed(article, state.editions),
    }));
}

function editionsThatUsed(article: StoryArticle, editions: readonly Edition[]): readonly number[] {
  return editions
    .filter(
      (edition) =>
        edition.position < article.lastChange.position &&
        edition.revisions.some((id) => id.startsWith(`${article.identity.articleId}.`)),
    )
    .map((edition) => edition.number);
}

/** What a source entry adds about the article's standing. */
export function sourceNote(article: StoryArticle, citer: Citer, state: StoryState): string {
  const { status, lastChange, analysis, revision } = article;
  if (status === 'killed') return `withdrawn by its outlet on ${longDate(lastChange.at)}`;
  if (status === 'withheld')
    return `suspended by its outlet on ${longDate(lastChange.at)}; its claims do not count`;
  if (analysis === null) return 'not analysed yet';
  if (analysis.skipped !== null) return `not analysed: ${analysis.skipped} (${analysis.language})`;
  const original = state.articles[article.group];
  const notes = [
    original === undefined || original === article
      ? ''
      : `copy of source ${citer.numberOf(article.group) ?? ''}`,
    revision.genre === 'report' ? '' : `${revision.genre}: its figures do not count`,
    lastChange.kind === 'correction' ? `corrected by its outlet: ${revision.note ?? ''}` : '',
  ];
  return notes.filter((note) => note !== '').join('; ');
}
