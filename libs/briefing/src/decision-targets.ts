import { type Claimant, type IncidentRef, MAIN_INCIDENT } from '@wirebrief/claims';
import { sha256, WirebriefError } from '@wirebrief/kernel';

import { articleOfClaim } from './claim-ids';
import { comparableName } from './names';
import { type Amendment, type Decision, type DecisionWish } from './decision';
import { claimsOfId, claimsRead, liveArticles, type LiveClaim } from './live-claims';
import { articleOf, type StoryState } from './story-state';

/** What an editor means by names and keys, as the story stands. Throws a WirebriefError for what it does not have. */
export function resolveDecision(state: StoryState, wish: DecisionWish): Decision {
  if ('claim' in wish) return onClaim(state, wish);
  if ('articles' in wish) assertArticles(state, wish.articles);
  if (wish.type === 'merge-claimants' || wish.type === 'split-claimants')
    return onClaimants(state, wish);
  if (wish.type === 'merge-incidents' || wish.type === 'split-incident')
    return onIncidents(state, wish);
  return wish;
}

type Wish<Type extends DecisionWish['type']> = Extract<DecisionWish, { type: Type }>;

function onClaim(
  state: StoryState,
  wish: Extract<DecisionWish, { readonly claim: string }>,
): Decision {
  const live = claimNamed(state, wish.claim);
  if (wish.type === 'amend') assertAmendable(live, wish.set);
  if (wish.type !== 'assign') return wish;
  assertFigure(live);
  return { ...wish, incident: incidentNamed(state, wish.incident) };
}

function onClaimants(
  state: StoryState,
  wish: Wish<'merge-claimants' | 'split-claimants'>,
): Decision {
  const claimants = wish.names.flatMap((name) => claimantsNamed(state, name));
  if (wish.type === 'split-claimants') return { type: wish.type, claimants };
  const [first] = claimants;
  const name = wish.into ?? first?.name ?? '';
  return { type: wish.type, claimants, into: { name, role: first?.role ?? 'person' } };
}

function onIncidents(
  state: StoryState,
  wish: Wish<'merge-incidents' | 'split-incident'>,
): Decision {
  if (wish.type === 'split-incident') {
    knownIncident(state, wish.incident);
    return { ...wish, into: incidentNamed(state, wish.into) };
  }
  const { incidents } = wish;
  for (const key of incidents) knownIncident(state, key);
  const main = incidents.find((key) => key === MAIN_INCIDENT.key);
  const into = wish.into ?? main ?? incidents[0] ?? MAIN_INCIDENT.key;
  return { ...wish, into: incidentNamed(state, into) };
}

/** The live claim of an id, also one that an editor has rejected. Throws `WB_CLAIM_UNKNOWN`. */
function claimNamed(state: StoryState, claimId: string): LiveClaim {
  const [found] = claimsOfId(claimsRead(state), claimId);
  if (found !== undefined) return found;
  const article = articleOf(state, articleOfClaim(claimId));
  const why =
    article === undefined
      ? 'the story has no such article'
      : article.status !== 'live'
        ? `its article is ${article.status}`
        : 'its article does not say it in its current revision';
  throw new WirebriefError(
    'WB_CLAIM_UNKNOWN',
    'not-found',
    `There is no claim ${claimId}: ${why}.`,
    'Take the id from the list: wirebrief decisions claims STORY, or GET /stories/:id/claims.',
  );
}

type Field = keyof Amendment;

const FIELDS: Readonly<Record<LiveClaim['claim']['kind'], readonly Field[]>> = {
  figure: ['effect', 'group', 'min', 'max', 'claimant'],
  'strike fact': ['value', 'claimant'],
  position: ['actor', 'line', 'claimant'],
  option: ['option', 'stance', 'claimant'],
};

function assertAmendable({ claim }: LiveClaim, set: Amendment): void {
  const allowed = FIELDS[claim.kind];
  const fields = Object.keys(set) as Field[];
  const wrong = fields.find((field) => !allowed.includes(field));
  if (fields.length === 0 || wrong !== undefined)
    throw invalid(
      wrong === undefined
        ? 'The amendment sets nothing.'
        : `A claim of the kind "${claim.kind}" has no ${wrong}.`,
      `Set one or more of ${allowed.join(', ')}.`,
    );
  if (claim.kind !== 'figure') return;
  const { min, max } = { ...claim, ...set };
  if (min === null && max === null)
    throw invalid('A figure without both bounds says nothing.', 'Set min, max or both; or reject.');
  if (min !== null && max !== null && min > max)
    throw invalid(`The lower bound ${min} is above the upper bound ${max}.`, 'Set both bounds.');
}

function assertFigure({ claim }: LiveClaim): void {
  if (claim.kind !== 'figure')
    throw invalid(
      `Only figures are told by incident; this is a claim of the kind "${claim.kind}".`,
      'Reject it where it is about something else.',
    );
}

const invalid = (message: string, remedy: string): WirebriefError =>
  new WirebriefError('WB_DECISION_INVALID', 'invalid', message, remedy);

function assertArticles(state: StoryState, articles: readonly string[]): void {
  const unknown = articles.find((id) => articleOf(state, id) === undefined);
  if (unknown === undefined) return;
  throw new WirebriefError(
    'WB_ARTICLE_UNKNOWN',
    'not-found',
    `The story has no article ${unknown}.`,
    'Take the ids of articles from the list of claims, or from the sources of an edition.',
  );
}

/** Everyone who is so called, in whatever role; an outlet in its own voice counts as media. */
function claimantsNamed(state: StoryState, name: string): readonly Claimant[] {
  const known = claimantsOf(state);
  const named = known.filter((one) => comparableName(one.name) === comparableName(name));
  if (named.length > 0) return named;
  const names = [...new Set(known.map((one) => one.name))];
  throw new WirebriefError(
    'WB_CLAIMANT_UNKNOWN',
    'not-found',
    `Nobody called "${name}" is reported to say anything.`,
    names.length === 0
      ? 'Wait until articles have been read.'
      : `Known: ${nearest(name, names).join(', ')}.`,
  );
}

function claimantsOf(state: StoryState): readonly Claimant[] {
  const written = liveArticles(state).flatMap(({ analysis }) => analysis?.claims ?? []);
  const voices = liveArticles(state).map(({ identity }): Claimant => ({
    name: identity.outlet,
    role: 'media',
  }));
  const all = [
    ...[...written, ...claimsRead(state).map(({ claim }) => claim)].flatMap(({ claimant }) =>
      claimant === null ? [] : [{ name: claimant.name, role: claimant.role }],
    ),
    ...voices,
  ];
  return [...new Map(all.map((one) => [`${one.role}|${one.name}`, one])).values()];
}

/** Names that share a word with the one that was not found, then others; ten of them. */
function nearest(name: string, names: readonly string[]): readonly string[] {
  const words = new Set(comparableName(name).split(' '));
  const shared = (other: string): number =>
    comparableName(other)
      .split(' ')
      .filter((word) => words.has(word)).length;
  return names.toSorted((a, b) => shared(b) - shared(a)).slice(0, 10);
}

function incidentsOf(state: StoryState): readonly IncidentRef[] {
  const all = [
    MAIN_INCIDENT,
    ...liveArticles(state)
      .flatMap(({ analysis }) => analysis?.claims ?? [])
      .flatMap((claim) => (claim.kind === 'figure' ? [claim.incident] : [])),
    ...claimsRead(state).flatMap(({ claim }) => (claim.kind === 'figure' ? [claim.incident] : [])),
  ];
  return [...new Map(all.map((incident) => [incident.key, incident])).values()];
}

function knownIncident(state: StoryState, key: string): IncidentRef {
  const known = incidentsOf(state);
  const found = known.find((incident) => incident.key === key);
  if (found !== undefined) return found;
  throw new WirebriefError(
    'WB_INCIDENT_UNKNOWN',
    'not-found',
    `No article speaks of an incident with the key "${key}".`,
    `Known: ${known
      .slice(0, 10)
      .map((incident) => incident.key)
      .join(', ')}.`,
  );
}

/** A known incident by its key or its name, or another one of that name. */
function incidentNamed(state: StoryState, name: string): IncidentRef {
  const known = incidentsOf(state).find(
    ({ key, label }) => key === name || comparableName(label) === comparableName(name),
  );
  return known ?? { key: `named-${sha256(comparableName(name)).slice(0, 12)}`, label: name };
}
