import { onceFor } from '@wirebrief/kernel';
import { type OptionClaim, type PositionClaim, type StrikeFactClaim } from '@wirebrief/claims';

import { strikingParty, type StrikingParty } from './claimants';
import { type FigureReading, type FigureSeries, type LiveFigure, readFigures } from './figures';
import { type LiveClaim, liveClaims, ofKind } from './live-claims';
import { holderOf } from './speakers';
import { type StoryState } from './story-state';
import { isMain } from './toll';

/** What the claims of a story come to: its sections and its ledger are made from it. */
export interface Reading extends FigureReading {
  /** Figures of the principal incident. */
  readonly mainSeries: readonly FigureSeries[];
  readonly figures: readonly LiveFigure[];
  readonly positions: readonly LiveClaim<PositionClaim>[];
  readonly facts: readonly LiveClaim<StrikeFactClaim>[];
  readonly options: readonly LiveClaim<OptionClaim>[];
  readonly party: StrikingParty;
}

export const readClaims = onceFor(read);

function read(state: StoryState): Reading {
  const claims = liveClaims(state);
  const figures = ofKind(claims, 'figure');
  const positions = ofKind(claims, 'position');
  const facts = ofKind(claims, 'strike fact');
  const options = ofKind(claims, 'option');
  const party = partyOf(state, facts, positions);
  const read = readFigures(figures, party);
  const mainSeries = read.series.filter(isMain);
  return { ...read, mainSeries, figures, positions, facts, options, party };
}

function partyOf(
  state: StoryState,
  facts: Reading['facts'],
  positions: Reading['positions'],
): StrikingParty {
  const named = facts
    .filter((live) => live.claim.aspect === 'party')
    .map((live) => live.claim.value);
  const owners = positions
    .filter((live) => ['defends', 'concedes', 'apologises'].includes(live.claim.line))
    .map(({ claim }) => holderOf(claim));
  return strikingParty([state.story?.incident.actor ?? '', ...named], owners);
}
