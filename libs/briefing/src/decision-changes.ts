import { type Claim, type IncidentRef, MAIN_INCIDENT } from '@wirebrief/claims';

import { type Change } from './briefing';
import { articleOfClaim } from './claim-ids';
import { claimantLabel } from './claimants';
import { type Decision } from './decision';
import { claimsOfId, claimsRead, type LiveClaim } from './live-claims';
import { ledgerKeyOf } from './ledger';
import { nameKey } from './names';
import { speakerAlone } from './speakers';
import { capital, listOf } from './phrases';
import { decisionNumbered, inForceOf } from './rulings';
import { type LedgerEntry } from './story.events';
import { readingOf } from './claim-view';
import { articleOf, type StoryDecision, type StoryState } from './story-state';

/** A decision that tells between two editions, with what it is about. */
export interface DecisionChange {
  readonly made: StoryDecision;
  /** The decision itself, or the one that it undoes. */
  readonly about: Decision;
  readonly kind: Change['kind'];
  /** Of the claim that it is about; empty where it is about none that stands. */
  readonly claims: readonly LiveClaim[];
  readonly subject: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly why: string;
  /** Whether a line of the ledger is of what the decision is about. */
  readonly touches: (entry: Pick<LedgerEntry, 'key'>) => boolean;
  /** Articles that it names. */
  readonly articles: readonly string[];
}

/** Decisions after a position of the log. One that was undone again meanwhile has changed nothing. */
export function decisionsSince(state: StoryState, position: number): readonly DecisionChange[] {
  const recent = state.decisions.filter((made) => made.position > position);
  if (recent.length === 0) return [];
  const holds = new Set(inForceOf(state.decisions));
  const live = claimsRead(state);
  return recent.flatMap((made) => {
    const { decision } = made;
    if (decision.type !== 'undo')
      return holds.has(made) ? [changeOf(made, decision, state, live)] : [];
    const undone = decisionNumbered(state, decision.decision);
    return undone === undefined || undone.position > position
      ? []
      : [changeOf(made, undone.decision, state, live)];
  });
}

function changeOf(
  made: StoryDecision,
  about: Decision,
  state: StoryState,
  live: readonly LiveClaim[],
): DecisionChange {
  const isUndo = made.decision.type === 'undo';
  const claims = 'claim' in about ? claimsOfId(live, about.claim) : [];
  const { before, after } = effectOf(about, claims);
  const [from, to] = isUndo ? [after, before] : [before, after];
  const verb = isUndo ? `took back decision ${made.decision.decision}` : VERBS[about.type];
  return {
    made,
    about,
    kind: kindOfChange(from, to),
    claims,
    subject: subjectOf(about, claims, state),
    from,
    to,
    why: `An editor ${verb}: “${made.reason}”`,
    touches: touchesOf(about, claims),
    articles: articlesOf(about),
  };
}

/** Null on a side is nothing said. */
export const kindOfChange = (from: string | null, to: string | null): Change['kind'] =>
  to === null ? 'withdrawn' : from === null ? 'added' : 'revised';

const VERBS: Readonly<Record<Decision['type'], string>> = {
  accept: 'accepted it',
  reject: 'rejected it',
  amend: 'amended the reading',
  assign: 'assigned it to another incident',
  'merge-claimants': 'counts them as one speaker',
  'split-claimants': 'counts them as speakers of their own',
  'merge-articles': 'counts them as one source',
  'split-articles': 'counts them as sources of their own',
  'merge-incidents': 'takes them for one incident',
  'split-incident': 'tells two incidents apart',
  pin: 'pinned it as a highlight',
  note: 'wrote a note',
  undo: 'took back a decision',
};

interface Effect {
  readonly before: string | null;
  readonly after: string | null;
}

function effectOf(about: Decision, [live]: readonly LiveClaim[]): Effect {
  if (about.type === 'reject' || about.type === 'amend') {
    const before = live === undefined ? 'as read' : readingOf(asWritten(live));
    const after = live === undefined ? 'amended' : readingOf(live.claim);
    return { before, after: about.type === 'reject' ? null : after };
  }
  if (about.type === 'pin') return { before: null, after: 'a highlight' };
  if (about.type === 'note') return { before: null, after: about.text };
  return { before: 'as read', after: outcomeOf(about) };
}

function outcomeOf(about: Decision): string {
  if (about.type === 'assign') return incidentName(about.incident);
  if (about.type === 'merge-claimants') return about.into.name;
  if ('into' in about) return incidentName(about.into);
  if (about.type === 'merge-articles') return 'one source';
  return about.type === 'accept' ? 'accepted' : 'counted apart';
}

const incidentName = ({ key, label }: IncidentRef): string =>
  key === MAIN_INCIDENT.key ? 'the incident of this story' : label;

/** The claim as the analyser read it. */
function asWritten({ article, index, claim }: LiveClaim): Claim {
  return article.analysis?.claims[index] ?? claim;
}

function subjectOf(about: Decision, [live]: readonly LiveClaim[], state: StoryState): string {
  if ('claimants' in about)
    return capital(listOf([...new Set(about.claimants.map(({ name }) => name))]));
  if (about.type === 'merge-incidents' || about.type === 'split-incident')
    return 'Which incident is meant';
  if ('articles' in about)
    return `Articles of ${listOf(about.articles.map((id) => articleOf(state, id)?.identity.outlet ?? id))}`;
  if (about.type === 'note') return 'Note by an editor';
  return live === undefined
    ? 'A statement that no article makes any more'
    : `${capital(readingOf(live.claim))}, according to ${claimantLabel(live)}`;
}

function touchesOf(about: Decision, claims: readonly LiveClaim[]): DecisionChange['touches'] {
  const keys = new Set<string | undefined>(
    claims.flatMap((live) => {
      const claim = asWritten(live);
      const written = { ...live, claim };
      const speaker = speakerAlone(claim, live.voice);
      return [live, written, { ...written, speaker }].map(ledgerKeyOf);
    }),
  );
  const speakers = speakerKeys(about);
  const incidents = incidentKeys(about);
  return ({ key }) =>
    keys.has(key) ||
    speakers.some((speaker) => key.endsWith(`|${speaker}`)) ||
    incidents.some((incident) => key.startsWith(`figure|${incident}|`));
}

function speakerKeys(about: Decision): readonly string[] {
  if (about.type !== 'merge-claimants' && about.type !== 'split-claimants') return [];
  const into = about.type === 'merge-claimants' ? [about.into] : [];
  return [...about.claimants, ...into].flatMap((claimant) => [
    nameKey(claimant),
    nameKey({ ...claimant, apart: true }),
    `outlet:${claimant.name}`,
  ]);
}

function incidentKeys(about: Decision): readonly string[] {
  if (about.type === 'merge-incidents') return [...about.incidents, about.into.key];
  return about.type === 'split-incident' ? [about.incident, about.into.key] : [];
}

function articlesOf(about: Decision): readonly string[] {
  if ('articles' in about) return about.articles;
  return 'claim' in about ? [articleOfClaim(about.claim)] : [];
}
