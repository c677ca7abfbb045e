import { type OptionClaim, type OptionDefinition } from '@wirebrief/claims';

import { compareInstants } from './compare-instants';
import { type OptionBlock, type OptionsSection } from './briefing';
import { type Citer } from './citations';
import { claimantKey } from './claimants';
import { groupBy } from './group-by';
import { type LiveClaim } from './live-claims';
import { capital } from './phrases';
import { type StoryState } from './story-state';
import { evidence, evidenceOf } from './strike';

type LiveOption = LiveClaim<OptionClaim>;

/** The matrix: for each option of the taxonomy who holds what, in their words, oldest first. */
export function optionsSection(
  claims: readonly LiveOption[],
  taxonomy: readonly OptionDefinition[],
  citer: Citer,
): OptionsSection {
  const byOption = groupBy(claims, (live) => live.claim.option);
  const labelOf = optionLabels(taxonomy);
  const order = [...new Set([...taxonomy.map(({ key }) => key), ...byOption.keys()])];
  return {
    options: order.flatMap((key) => {
      const members = byOption.get(key);
      return members === undefined ? [] : [optionBlock(key, labelOf(key), members, citer)];
    }),
  };
}

/** A reader's name for an option, also for one that the taxonomy has no more. */
export function optionLabels(taxonomy: readonly OptionDefinition[]): (key: string) => string {
  const labels = new Map(taxonomy.map(({ key, label }) => [key, label]));
  return (key) => labels.get(key) ?? capital(key.replaceAll('_', ' '));
}

/** The built-in options with those of the story, which replace them by key. */
export function taxonomyOf(
  state: StoryState,
  builtIn: readonly OptionDefinition[],
): readonly OptionDefinition[] {
  const own = state.story?.options ?? [];
  const replaced = new Set(own.map(({ key }) => key));
  return [...builtIn.filter(({ key }) => !replaced.has(key)), ...own];
}

function optionBlock(
  key: string,
  label: string,
  members: readonly LiveOption[],
  citer: Citer,
): OptionBlock {
  const views = members.filter((live) => !live.claim.constraint);
  const limits = members.filter((live) => live.claim.constraint);
  return {
    key,
    label,
    statements: distinct(views).map((live) => ({
      ...evidenceOf(live, views, citer),
      stance: live.claim.stance,
    })),
    constraints: evidence(limits, citer),
  };
}

/** Each speaker once for each stance taken, at its first mention, oldest first. */
function distinct(views: readonly LiveOption[]): readonly LiveOption[] {
  const sorted = [...views].sort((a, b) => compareInstants(a.at, b.at));
  const byStance = groupBy(sorted, (live) => `${claimantKey(live)}|${live.claim.stance}`);
  return [...byStance.values()].flatMap((same) => same.slice(0, 1));
}
