import { type IncidentDescription } from '@wirebrief/claims';

/** A strike of our own making, for tests of extractors. */
export const DEPOT_STRIKE: IncidentDescription = {
  title: 'Strike on the depot',
  date: '2024-05-10',
  place: 'Old Town, Tripoli, Libya',
  actor: 'Italy',
  weapon: 'missile',
  target: 'depot',
};

/** It has a figure, a dispute, a position, an option and another incident. */
export const DEPOT_ARTICLE = [
  'TRIPOLI, May 12 (Wire) — A missile strike on a depot killed at least 14 people, including five children, the health ministry said on Sunday.',
  'Gen. Paolo Neri, a spokesman for the command, said “two commanders” were the target. He added that there were no casualties among civilians.',
  'Relatives said as many as 20 to 25 members of one family were killed; seven others were hurt.',
  '“We must work with local partners,” a former officer said. The army apologised and opened an investigation.',
  'A car bombing at the market last week killed 30 shoppers and wounded dozens more.',
  'Read more: 1,204 shares | 09:17 GMT | Photo: Wire',
].join('\n\n');
