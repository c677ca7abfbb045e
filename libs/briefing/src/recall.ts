import { onceFor } from '@wirebrief/kernel';
import { type Correction } from './briefing';
import { articleOfClaim } from './claim-ids';
import { type DecisionType } from './decision';
import { type EditionIssued } from './story.events';
import {
  articleOf,
  articlesOf,
  type ChangeRecord,
  type StoryArticle,
  type StoryDecision,
  type StoryState,
} from './story-state';
import { decisionNumbered, inForceOf } from './rulings';

type Edition = EditionIssued['data'];

/** Why an edition does not stand as it was issued. */
export interface Recall {
  /** The outlet that withdrew its article, or an editor. */
  readonly by: 'outlet' | 'editor';
  /** Outlet of the article. */
  readonly outlet: string;
  /** As the outlet or the editor gave it. */
  readonly reason: string;
  /** When the kill or the decision was recorded. */
  readonly at: string;
  /** When the outlet withdrew its article by its own clock, where it tells another time. */
  readonly withdrawnAt: string | null;
}

/** How an issued edition stands now; the document itself never changes. */
export interface EditionStanding {
  /** `superseded` also before the next edition is out, once an editor has corrected what the edition says. */
  readonly status: 'current' | 'superseded' | 'recalled';
  /** Number of the edition after it. */
  readonly supersededBy: number | null;
  readonly recall: Recall | null;
  /** What an editor has corrected of it without a recall, the first decision of that kind; null where nothing was. */
  readonly correction: Recall | null;
}

export function standingOf(edition: Edition, state: StoryState): EditionStanding {
  const recall = recallOf(edition, state);
  const correction = recall === null ? correctionOf(edition, state) : null;
  const supersededBy = edition.number < state.editions.length ? edition.number + 1 : null;
  const isCurrent = supersededBy === null && correction === null;
  const status = recall !== null ? 'recalled' : isCurrent ? 'current' : 'superseded';
  return { status, supersededBy, recall, correction };
}

/**
 * Why an issued edition is recalled, the first reason: an article that it quotes was killed afterwards, or an editor
 * recalled it with a claim. A new version of a killed article brings no killed words back.
 */
function recallOf(edition: Edition, state: StoryState): Recall | null {
  const kills = killedArticles(state.articles).flatMap((article) => killAfter(edition, article));
  const rejections = decisionsOn(edition, state)
    .filter(({ decision }) => decision.type === 'reject' && decision.recall)
    .map((made) => ({ position: made.position, recall: byEditor(made, state) }));
  const [first] = [...kills, ...rejections].sort((a, b) => a.position - b.position);
  return first?.recall ?? null;
}

const isKill = ({ kind }: ChangeRecord): boolean => kind === 'killed' || kind === 'versions killed';

/** Those of which their outlets have killed anything. */
const killedArticles = onceFor((articles: StoryState['articles']) =>
  articlesOf({ articles }).filter(({ corrections }) => corrections.some(isKill)),
);

function killAfter(
  edition: Edition,
  { identity, corrections }: StoryArticle,
): readonly { readonly position: number; readonly recall: Recall }[] {
  const { outlet } = identity;
  const kill = corrections.find(
    (change) =>
      isKill(change) &&
      change.position > edition.position &&
      quotesKilled(edition, identity, change),
  );
  if (kill === undefined) return [];
  const { position, note, at, recordedAt } = kill;
  const withdrawnAt = at === recordedAt ? null : at;
  const recall = { outlet, reason: note ?? '', at: recordedAt, withdrawnAt };
  return [{ position, recall: { by: 'outlet', ...recall } }];
}

function correctionOf(edition: Edition, state: StoryState): Recall | null {
  const made = decisionsOn(edition, state).find(({ decision }) => CORRECTING.has(decision.type));
  return made === undefined ? null : byEditor(made, state);
}

/** Decisions by which what an edition printed reads otherwise. */
const CORRECTING: ReadonlySet<string> = new Set(['reject', 'amend', 'assign']);

/** Decisions in force on claims that the edition used, made after what it speaks for. */
function decisionsOn(edition: Edition, state: StoryState): readonly StoryDecision[] {
  return inForceOf(state.decisions).filter((made) => isOn(made, edition));
}

function isOn({ position, decision }: StoryDecision, edition: Edition): boolean {
  return position > edition.position && 'claim' in decision && usesClaim(edition, decision.claim);
}

function byEditor({ decision, reason, at }: StoryDecision, state: StoryState): Recall {
  const outlet = 'claim' in decision ? outletOf(decision.claim, state) : '';
  return { by: 'editor', outlet, reason, at, withdrawnAt: null };
}

/** Whether an edition prints quotes of what a change of an article is about: one version of it, or any. */
export function quotesKilled(
  edition: Edition,
  { articleId }: StoryArticle['identity'],
  { revisions }: ChangeRecord,
): boolean {
  if (revisions === undefined) return quotesArticle(edition, articleId);
  return revisions.some((id) => edition.revisions.includes(id));
}

/** Whether an edition prints quotes of any revision of the article. */
export function quotesArticle({ revisions }: Edition, articleId: string): boolean {
  return once(revisions, articleId, () => revisions.some((id) => id.startsWith(`${articleId}.`)));
}

/** Editions of older programs do not tell their claims: any claim of an article that they quote counts. */
function usesClaim(edition: Edition, claimId: string): boolean {
  const { claims } = edition;
  if (claims === undefined) return quotesArticle(edition, articleOfClaim(claimId));
  return once(claims, claimId, () => claims.includes(claimId));
}

/** Every edition of a story is asked about the few ids that were withdrawn or corrected, each time again. */
function once(printed: readonly string[], id: string, isIn: () => boolean): boolean {
  const known = answersOn(printed);
  const answer = known.get(id) ?? isIn();
  known.set(id, answer);
  return answer;
}

const answersOn = onceFor<readonly string[], Map<string, boolean>>(() => new Map());

interface EditorCorrection extends Correction {
  readonly position: number;
  /** Of the claim. */
  readonly articleId: string;
}

/** What editors changed of issued editions or took back, one entry for each decision that did, with those editions. */
export function correctionsByEditors(state: StoryState): readonly EditorCorrection[] {
  return state.decisions.flatMap((made) => {
    const { decision, position, at, reason } = made;
    const about =
      decision.type === 'undo' ? decisionNumbered(state, decision.decision)?.decision : decision;
    if (about === undefined || !('claim' in about) || !CORRECTING.has(about.type)) return [];
    const editions = state.editions
      .filter((edition) => edition.position < position && usesClaim(edition, about.claim))
      .map(({ number }) => number);
    if (editions.length === 0) return [];
    const outlet = outletOf(about.claim, state);
    const did = decision.type === 'undo' ? 'took back a decision on' : DID[about.type];
    const text = `An editor ${did} a statement taken from ${outlet}: “${reason}”`;
    const kind = about.type === 'reject' && decision.type !== 'undo' ? 'withdrawal' : 'correction';
    const articleId = articleOfClaim(about.claim);
    return [{ position, articleId, at, kind, text, editions } as const];
  });
}

const DID: Partial<Readonly<Record<DecisionType, string>>> = {
  reject: 'rejected',
  amend: 'amended the reading of',
  assign: 'assigned to another incident',
};

const outletOf = (claimId: string, state: StoryState): string =>
  articleOf(state, articleOfClaim(claimId))?.identity.outlet ?? '';
