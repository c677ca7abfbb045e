import { MAIN_INCIDENT, type OptionDefinition } from '@wirebrief/claims';

import { type Grade, type OtherIncident } from './briefing';
import { type Citer } from './citations';
import { countsForToll, type FigureSeries, isCivilianGroup, type LiveFigure } from './figures';
import { groupBy } from './group-by';
import { independentCount } from './live-claims';
import { optionsSection, taxonomyOf } from './options';
import { capital, figureLabel, figureText, longDate } from './phrases';
import { readClaims, type Reading } from './reading';
import { holderOf } from './speakers';
import { type StoryState } from './story-state';
import { strikeSection } from './strike';
import { isConceded, isMain, tollRanges } from './toll';

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
    others: otherIncidents(all, citer),
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

function otherIncidents(series: readonly FigureSeries[], citer: Citer): readonly OtherIncident[] {
  const others = series.filter((one) => !isMain(one));
  return [...groupBy(others, ({ current }) => current.claim.incident.key).values()].map(
    (members) => ({
      label: incidentName(members[0]?.current.claim.incident.label ?? ''),
      // Figures for the same stand together.
      figures: [...groupBy(members, ({ current }) => figureLabel(current.claim))].flatMap(
        ([label, same]) =>
          same.map((one) => ({
            label,
            value: figureText(one.current.claim),
            claimant: one.label,
            citations: citer.citeAll(one.reports, 3),
          })),
      ),
    }),
  );
}

/** A label as a heading, its ISO date as it is read. */
const incidentName = (label: string): string =>
  capital(label.replace(/\b\d{4}-\d{2}-\d{2}\b/, longDate));
