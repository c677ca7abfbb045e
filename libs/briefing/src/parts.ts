import { MAIN_INCIDENT, type OptionDefinition } from '@wirebrief/claims';

import { type Grade } from './briefing';
import { type Citer } from './citations';
import { countsForToll, isCivilianGroup, type LiveFigure } from './figures';
import { independentCount } from './live-claims';
import { optionsSection, taxonomyOf } from './options';
import { otherIncidents } from './other-incidents';
import { readClaims, type Reading } from './reading';
import { holderOf } from './speakers';
import { type StoryState } from './story-state';
import { strikeSection } from './strike';
import { isConceded, tollRanges } from './toll';

/** What the sections and the ledger of a document are made of. */
export function partsOf(state: StoryState, taxonomy: readonly OptionDefinition[], citer: Citer) {
  const reading = readClaims(state);
  const { figures, positions, facts, options: optionClaims, party } = reading;
  const { series: all, ended, mainSeries } = reading;
  const conceded = mainSeries.filter((one) => isConceded(one, party, positions));
  const series = mainSeries.filter((one) => !conceded.includes(one));
  const counted = figures.filter(
    (live) =>
      live.claim.incident.key === MAIN_INCIDENT.key &&
      live.claim.status !== 'corrected' &&
      countsForToll(live.article),
  );
  return {
    series,
    mainSeries,
    ended,
    past: [...all, ...ended].flatMap((one) => one.past),
    conceded,
    ranges: tollRanges(series, citer),
    concededRanges: tollRanges(conceded, citer),
    positions,
    optionClaims,
    options: optionsSection(optionClaims, taxonomyOf(state, taxonomy), citer),
    strike: strikeSection(facts, positions, state.story, citer),
    others: otherIncidents(all, state, citer),
    sourcing: {
      articles: new Set(counted.map((live) => live.article)).size,
      independent: independentCount(counted),
    },
    grade: gradeOf(reading, counted, conceded.length > 0),
  };
}

export type Parts = ReturnType<typeof partsOf>;

/** A denial is a figure, and no source for harm. */
function reportsHarm({ claim }: LiveFigure): boolean {
  return isCivilianGroup(claim) && (claim.min ?? claim.max ?? 0) > 0;
}

/** Which evidence rule is met. `discounted` is an editor's word only. */
function gradeOf(
  { positions, facts, party }: Reading,
  figures: readonly LiveFigure[],
  hasConceded: boolean,
): Grade {
  const accepts = positions.some(
    (live) =>
      ['concedes', 'apologises'].includes(live.claim.line) && party.includes(holderOf(live.claim)),
  );
  if (hasConceded || accepts)
    return {
      grade: 'confirmed',
      rule: 'the striking party accepts responsibility for harm to civilians',
    };
  const parties = new Set(
    facts
      .filter((live) => live.claim.aspect === 'party')
      .map((live) => live.claim.value.toLowerCase()),
  );
  if (parties.size > 1)
    return { grade: 'contested', rule: 'the articles name more than one party as having struck' };
  const independent = independentCount(figures.filter(reportsHarm));
  if (independent >= 2 && parties.size === 1)
    return { grade: 'fair', rule: 'two or more independent sources and a strike by a named party' };
  if (independent >= 1)
    return { grade: 'weak', rule: independent === 1 ? 'one independent source' : 'no named party' };
  const what = figures.length === 0 ? 'figure for the incident' : 'figure above zero for harm';
  return { grade: 'none', rule: `no ${what} in the articles read` };
}
