import { explain } from './changes';
import { type StrikingParty } from './claimants';
import { ledgerOf } from './ledger';
import { type LiveClaim } from './live-claims';
import { optionLabels } from './options';
import { readClaims } from './reading';
import { correctionsByEditors, quotesArticle } from './recall';
import { holderOf } from './speakers';
import { type EditionIssued } from './story.events';
import { articlesOf, type StoryState } from './story-state';

/** Kinds of change that can make an edition due, in the order in which they are told. */
export const CHANGE_KINDS = ['figures', 'withdrawals', 'positions', 'options', 'articles'] as const;

/**
 * - `figures`: a figure of the toll is new, other than before, or no longer said.
 * - `withdrawals`: an article that the edition quotes was corrected, suspended, killed, or issued again, or an
 *   editor has changed what the edition prints.
 * - `positions`: the striking party takes a line that it did not take before.
 * - `options`: a speaker moves to another stance on an option.
 * - `articles`: an article has arrived, whatever it says.
 */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * The judgement what is material, for triggers and highlights alike: which kinds of change an edition does not tell
 * yet. A copy of what is known, an outlet that repeats a figure and a view told for the first time change nothing.
 * Before the first edition everything is a change.
 */
export function changesBy(
  state: StoryState,
  kinds: readonly ChangeKind[],
  previous: Edition | undefined,
): readonly ChangeKind[] {
  const isInLedger = kinds.some((kind) => LEDGER_KINDS.has(kind));
  const found = new Set(isInLedger ? ledgerChanges(state, previous) : []);
  const has = (kind: ChangeKind): boolean => {
    if (kind === 'articles') return hasNewArticle(state, previous);
    return kind === 'withdrawals' ? withdrawalsSince(previous, state).length > 0 : found.has(kind);
  };
  return CHANGE_KINDS.filter((kind) => kinds.includes(kind) && has(kind));
}

type Edition = EditionIssued['data'];

const LEDGER_KINDS: ReadonlySet<ChangeKind> = new Set(['figures', 'positions', 'options']);

function hasNewArticle(state: StoryState, previous: Edition | undefined): boolean {
  return articlesOf(state).some(
    ({ receivedPosition, status }) =>
      status === 'live' && receivedPosition > (previous?.position ?? 0),
  );
}

/** What has befallen an edition since: of its articles by their outlets, and of its claims by editors. */
export interface Withdrawal {
  readonly position: number;
  readonly articleId: string;
  /** One sentence. */
  readonly text: string;
}

/** Newest first. */
export function withdrawalsSince(
  previous: Edition | undefined,
  state: StoryState,
): readonly Withdrawal[] {
  if (previous === undefined) return [];
  const isSince = ({ position }: { readonly position: number }): boolean =>
    position > previous.position;
  const byOutlets = articlesOf(state)
    .filter(({ corrections }) => corrections.some(isSince))
    .filter(({ identity }) => quotesArticle(previous, identity.articleId))
    .flatMap(({ corrections, identity: { articleId, outlet } }) =>
      corrections.filter(isSince).map((change) => ({
        position: change.position,
        articleId,
        text: explain(outlet, change).why,
      })),
    );
  const byEditors = correctionsByEditors(state)
    .filter(isSince)
    .filter(({ editions }) => editions.includes(previous.number));
  return [...byOutlets, ...byEditors].sort((a, b) => b.position - a.position);
}

function ledgerChanges(state: StoryState, previous: Edition | undefined): readonly ChangeKind[] {
  const reading = readClaims(state);
  const { mainSeries: series, positions, options } = reading;
  const before = new Map((previous?.ledger ?? []).map(({ key, value }) => [key, value]));
  const after = ledgerOf({ series, positions, options, optionLabel: optionLabels([]) });
  const keys = new Set(after.map(({ key }) => key));
  const isGone = [...before.keys()].some((key) => isFigure(key) && !keys.has(key));
  const changed = after.filter(({ key, value }) => before.get(key) !== value);
  const kinds = changed.flatMap(({ key, claims }): readonly ChangeKind[] => {
    if (isFigure(key)) return ['figures'];
    if (key.startsWith('position|')) return claims.some(isOf(reading.party)) ? ['positions'] : [];
    // A view that nobody has told before is no movement, unless there is no edition to have told it.
    return before.has(key) || previous === undefined ? ['options'] : [];
  });
  return isGone ? [...kinds, 'figures'] : kinds;
}

const isFigure = (key: string): boolean => key.startsWith('figure|');

const isOf =
  (party: StrikingParty) =>
  ({ claim }: LiveClaim): boolean =>
    claim.kind === 'position' && party.includes(holderOf(claim));
