import { type ChangeKind, isStoryFact, type StoryFact } from '@wirebrief/briefing';
import { type Claim } from '@wirebrief/claims';
import { type Position, type Problem } from '@wirebrief/kernel';

import { evolveRebuild, initialRebuildState, type RebuildState } from './rebuild.decider';
import { type RebuildEvent } from './rebuild.events';
import { type TriggerHead, triggerDecider } from './trigger.decider';
import { type ChangesWeighed, type TriggerEvent } from './trigger.events';

export type TriggerFact =
  | StoryFact
  | ((TriggerEvent | RebuildEvent) & {
      readonly position: Position;
      readonly recordedAt: string;
    });

const TRIGGER_EVENTS: ReadonlySet<string> = new Set<(TriggerEvent | RebuildEvent)['type']>([
  'TriggersSet',
  'RebuildRequested',
  'ChangesWeighed',
  'HookCreated',
  'HookRevoked',
  'RebuildBegun',
  'RebuildFailed',
  'RebuildAbandoned',
]);

/** Whether an event of the log is one that triggers are decided by. */
export function isTriggerFact<Fact extends { readonly type: string }>(
  fact: Fact,
): fact is Extract<Fact, TriggerFact> {
  return isStoryFact(fact) || TRIGGER_EVENTS.has(fact.type);
}

/** What an edition can be due for. */
export type Cause = ChangeKind | 'request';

/** Changes or requests that were recorded one soon after the other. Instants are milliseconds since 1970. */
interface Span {
  readonly first: number;
  readonly last: number;
  /** Of the last of them. */
  readonly position: Position;
  /** An edition that speaks for this position tells them all, and was begun after any request among them. */
  readonly covers: Position;
}

export interface TriggerState extends TriggerHead {
  /** Number of the newest edition; 0 before the first. */
  readonly newest: number;
  /** Last event of the story itself. */
  readonly storyPosition: Position;
  /** The newest document of either kind: up to where it tells what has come, and when it was issued. */
  readonly told: { readonly position: Position; readonly at: number } | null;
  /** What no edition covers yet, by cause, oldest first. A flash covers nothing: the edition follows it. */
  readonly pending: Partial<Readonly<Record<Cause, readonly Span[]>>>;
  /** The attempts at the edition after that number, which may be out by now; null: at none. */
  readonly rebuild: (RebuildState & { readonly after: number }) | null;
}

export const initialTriggerState: TriggerState = {
  ...triggerDecider.initialState,
  newest: 0,
  storyPosition: 0,
  told: null,
  pending: {},
  rebuild: null,
};

/** What is pending for a story, as a fold of the log: any process finds the same. */
export function evolveTriggers(state: TriggerState, fact: TriggerFact): TriggerState {
  if (fact.type === 'EditionIssued') return issued(state, fact);
  if (isStoryFact(fact)) {
    const touched = { ...state, storyPosition: fact.position };
    return withPending(touched, causesOf(fact), fact, fact.position);
  }
  if (
    fact.type === 'RebuildBegun' ||
    fact.type === 'RebuildFailed' ||
    fact.type === 'RebuildAbandoned'
  )
    return attempted(state, fact);
  const next = { ...state, ...triggerDecider.evolve(state, fact) };
  if (fact.type === 'RebuildRequested')
    return withPending(next, ['request'], fact, state.storyPosition);
  return fact.type === 'ChangesWeighed' ? passedOver(next, fact.data) : next;
}

function issued(
  state: TriggerState,
  { data, position, recordedAt }: Extract<TriggerFact, { type: 'EditionIssued' }>,
): TriggerState {
  const told = { position: data.position, at: Date.parse(recordedAt) };
  const pending =
    data.kind === 'flash' ? state.pending : kept(state, (_, span) => span.covers > data.position);
  return { ...state, newest: data.number, storyPosition: position, told, pending };
}

function attempted(state: TriggerState, fact: RebuildEvent): TriggerState {
  const { after } = fact.data;
  const before = state.rebuild?.after === after ? state.rebuild : initialRebuildState;
  const next = { ...state, rebuild: { ...evolveRebuild(before, fact), after } };
  if (fact.type !== 'RebuildAbandoned') return next;
  const { position } = fact.data;
  return { ...next, pending: kept(next, (_, span) => span.position > position) };
}

function passedOver(
  state: TriggerState,
  { kinds, position, kind }: ChangesWeighed['data'],
): TriggerState {
  if (kind === 'flash') return state;
  const isLookedAt = (cause: Cause): boolean => kinds.some((kind) => kind === cause);
  const pending = kept(state, (cause, span) => !isLookedAt(cause) || span.position > position);
  return { ...state, pending };
}

// What was said and is gone can change as much as what is new.
const WHOLE_ARTICLE: readonly Cause[] = ['figures', 'positions', 'options'];

const WITHDRAWALS: ReadonlySet<string> = new Set<StoryFact['type']>([
  'ArticleWithheld',
  'ArticleReplaced',
  'ArticleKilled',
  'RevisionsKilled',
]);

/** What an update may have changed: whether it has is looked at once, when all has been quiet. */
function causesOf(fact: StoryFact): readonly Cause[] {
  if (fact.type === 'ArticleReceived') return ['articles'];
  if (fact.type === 'RevisionAnalysed') return causesOfClaims(fact.data.claims);
  // What an editor decides can change whatever is said.
  if (fact.type === 'DecisionMade') return [...WHOLE_ARTICLE, 'withdrawals'];
  if (WITHDRAWALS.has(fact.type)) return [...WHOLE_ARTICLE, 'withdrawals'];
  if (fact.type !== 'ArticleRevised' || !fact.data.current || fact.data.change === 'cosmetic')
    return [];
  const isCorrection = fact.data.change === 'correction' || fact.data.change === 'restored';
  return isCorrection ? [...WHOLE_ARTICLE, 'withdrawals'] : WHOLE_ARTICLE;
}

function causesOfClaims(claims: readonly Claim[]): readonly Cause[] {
  const kinds = new Set(claims.map(({ kind }) => kind));
  const causes = new Set<Cause>();
  if (kinds.has('figure')) causes.add('figures');
  if (kinds.has('option')) causes.add('options');
  // Who is found to have struck decides whose position counts.
  if (kinds.has('position') || kinds.has('strike fact')) causes.add('positions');
  return [...causes];
}

function withPending(
  state: TriggerState,
  causes: readonly Cause[],
  { position, recordedAt }: TriggerFact,
  covers: Position,
): TriggerState {
  if (causes.length === 0) return state;
  const at = Date.parse(recordedAt);
  const added = causes.map((cause) => {
    const spans = state.pending[cause] ?? [];
    const newest = spans.at(-1);
    const joins = newest !== undefined && at - newest.first < longestSpan(state);
    const span = { first: joins ? newest.first : at, last: at, position, covers };
    return [cause, [...(joins ? spans.slice(0, -1) : spans), span]] as const;
  });
  return { ...state, pending: { ...state.pending, ...Object.fromEntries(added) } };
}

/** A hundredth of the longest wait: a burst of any size is a hundred spans, and the wait is right within one of them. */
function longestSpan({ rule }: TriggerState): number {
  return rule.longestWaitSeconds * 10;
}

function kept(
  { pending }: TriggerState,
  isKept: (cause: Cause, span: Span) => boolean,
): TriggerState['pending'] {
  const entries = Object.entries(pending).map(([cause, spans]) => [
    cause,
    spans.filter((span) => isKept(cause as Cause, span)),
  ]);
  return Object.fromEntries(
    entries.filter(([, spans]) => spans?.length !== 0),
  ) as TriggerState['pending'];
}

/** Why and when the next document is due. */
export interface Due {
  readonly kind: 'edition' | 'flash';
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly causes: readonly Cause[];
  /** An edition that speaks for this position, and was begun after everything pending, tells it all. */
  readonly covers: Position;
  /** Of the last that is pending. */
  readonly position: Position;
}

/** What is due first, the edition or a flash before it. Null when nothing is pending that the rule lets make one due. */
export function dueOf(state: TriggerState): Due | null {
  const edition = editionDueOf(state);
  const flash = flashDueOf(state);
  return flash !== null && edition !== null && flash.at < edition.at ? flash : edition;
}

/** Null when nothing is pending that the rule lets make an edition due. */
export function editionDueOf(state: TriggerState): Due | null {
  const { onChange, material, quietSeconds, longestWaitSeconds } = state.rule;
  const counted: readonly Cause[] = onChange ? ['request', ...material] : ['request'];
  const pending = pendingOf(state, counted, 0);
  if (pending === null) return null;
  const { first, last, ...due } = pending;
  const at = Math.min(last + quietSeconds * 1000, first + longestWaitSeconds * 1000);
  return { ...due, kind: 'edition', at: Math.max(at, heldUntil(state)) };
}

/** Null when the rule wants no flash, or the newest document tells what has come. */
export function flashDueOf(state: TriggerState): Due | null {
  const { rule, told, flashWeighed } = state;
  if (!rule.onChange || rule.flashSeconds === null) return null;
  const pending = pendingOf(state, rule.material, Math.max(told?.position ?? 0, flashWeighed));
  if (pending === null) return null;
  const { first, last, ...due } = pending;
  const rested = told === null ? last : told.at + rule.flashSeconds * 1000;
  return { ...due, kind: 'flash', at: Math.max(last, rested, heldUntil(state)) };
}

/** What is pending for one of the causes and came after a position of the log, as one; null: nothing. */
function pendingOf({ pending }: TriggerState, counted: readonly Cause[], after: Position) {
  const isLater = ({ position }: Span): boolean => position > after;
  const causes = counted.filter((cause) => pending[cause]?.some(isLater));
  const spans = causes.flatMap((cause) => pending[cause]?.filter(isLater) ?? []);
  if (spans.length === 0) return null;
  return {
    first: Math.min(...spans.map((span) => span.first)),
    last: Math.max(...spans.map((span) => span.last)),
    causes,
    covers: Math.max(...spans.map(({ covers }) => covers)),
    position: Math.max(...spans.map(({ position }) => position)),
  };
}

/** While attempts at the edition have ended their processes, the next one waits. */
function heldUntil({ rebuild, newest }: TriggerState): number {
  if (rebuild?.after !== newest || rebuild.tryAgainAt === null) return -Infinity;
  return Date.parse(rebuild.tryAgainAt);
}

/** Why the edition that is due was given up, or null. */
export function problemOf({ rebuild, newest }: TriggerState): Problem | null {
  return rebuild?.after === newest ? rebuild.problem : null;
}
