import { type OptionClaim, type PositionClaim, type StrikeFactClaim } from '@wirebrief/claims';

import { strikingParty, type StrikingParty } from './claimants';
import { type FigureReading, type FigureSeries, readFigures } from './figures';
import { type LiveClaim, liveClaims, ofKind } from './live-claims';
import { onceFor } from './once-for';
import { holderOf } from './speakers';
import { type StoryState } from './story-state';
import { isMain } from './toll';

/** What the claims of a story come to: its sections and its ledger are made from it. */
export interface Reading extends FigureReading {
  /** Figures of the principal incident. */
  readonly mainSeries: readonly FigureSeries[];
  readonly positions: readonly LiveClaim<PositionClaim>[];
  readonly facts: readonly LiveClaim<StrikeFactClaim>[];
  readonly options: readonly LiveClaim<OptionClaim>[];
  readonly party: StrikingParty;
}

export const readClaims = onceFor(read);

function read(state: StoryState): Reading {
  const claims = liveClaims(state);
  const party = partyOf(state, claims);
  const figures = readFigures(ofKind(claims, 'figure'), party);
  return {
    ...figures,
    mainSeries: figures.series.filter(isMain),
    positions: ofKind(claims, 'position'),
    facts: ofKind(claims, 'strike fact'),
    options: ofKind(claims, 'option'),
    party,
  };
}

function partyOf(state: StoryState, claims: readonly LiveClaim[]): StrikingParty {
  const named = ofKind(claims, 'strike fact')
    .filter((live) => live.claim.aspect === 'party')
    .map((live) => live.claim.value);
  const owners = ofKind(claims, 'position')
    .filter((live) => ['defends', 'concedes', 'apologises'].includes(live.claim.line))
    .map(({ claim }) => holderOf(claim));
  return strikingParty([state.story?.incident.actor ?? '', ...named], owners);
}
