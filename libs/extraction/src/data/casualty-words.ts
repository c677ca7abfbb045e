import { wordSet } from './word-set';

/** Forms that serve as past tense and as participle; the neighbours tell which. */
export const KILLED: ReadonlySet<string> = wordSet(
  'killed slain murdered massacred assassinated executed slaughtered gunned beheaded martyred butchered shot burned burnt drowned crushed hanged electrocuted incinerated suffocated lynched decapitated neutralised neutralized eliminated',
);
export const KILLING: ReadonlySet<string> = wordSet(
  'kill kills killing murder murders murdering massacring assassinating executing slaughtering slew slaying',
);
export const INJURED: ReadonlySet<string> = wordSet(
  'injured wounded hurt maimed hospitalized hospitalised',
);
export const INJURING: ReadonlySet<string> = wordSet(
  'injure injures injuring wound wounds wounding maiming hurting',
);
export const DIED: ReadonlySet<string> = wordSet(
  'died die dies dying perished perish perishing succumbed',
);
export const DEAD: ReadonlySet<string> = wordSet('dead deceased lifeless');
export const DEATHS: ReadonlySet<string> = wordSet(
  'death deaths fatality fatalities killings murders assassinations executions',
);
export const INJURIES: ReadonlySet<string> = wordSet('injuries');
export const CASUALTIES: ReadonlySet<string> = wordSet('casualty casualties victim victims');
export const MISSING: ReadonlySet<string> = wordSet('missing unaccounted disappeared');
/** Participles that also mean less than death; they kill only with `dead` or in a passive about people. */
export const WEAK_KILLED: ReadonlySet<string> = wordSet('shot burned burnt crushed hanged');
