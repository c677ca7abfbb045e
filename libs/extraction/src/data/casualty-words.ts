const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Forms that serve as past tense and as participle; the neighbours tell which. */
export const KILLED: ReadonlySet<string> = set(
  'killed slain murdered massacred assassinated executed slaughtered gunned beheaded martyred butchered shot burned burnt drowned crushed hanged electrocuted incinerated suffocated lynched decapitated neutralised neutralized',
);
export const KILLING: ReadonlySet<string> = set(
  'kill kills killing murder murders murdering massacring assassinating executing slaughtering slew slaying',
);
export const INJURED: ReadonlySet<string> = set(
  'injured wounded hurt maimed hospitalized hospitalised',
);
export const INJURING: ReadonlySet<string> = set(
  'injure injures injuring wound wounds wounding maiming hurting',
);
export const DIED: ReadonlySet<string> = set(
  'died die dies dying perished perish perishing succumbed',
);
export const DEAD: ReadonlySet<string> = set('dead deceased lifeless');
export const DEATHS: ReadonlySet<string> = set(
  'death deaths fatality fatalities killings murders assassinations executions',
);
export const INJURIES: ReadonlySet<string> = set('injuries');
export const CASUALTIES: ReadonlySet<string> = set('casualty casualties victim victims');
export const MISSING: ReadonlySet<string> = set('missing unaccounted disappeared');
/** Participles that also mean less than death; they kill only with `dead` or in a passive about people. */
export const WEAK_KILLED: ReadonlySet<string> = set('shot burned burnt crushed hanged');
