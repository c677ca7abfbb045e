import { type IncidentRef } from '@wirebrief/claims';

import { FACILITIES } from './data/events';
import { COUNTRY_OF } from './data/nations';
import { CALENDAR_WORDS, REPORTING_VERBS } from './data/speakers';
import { daysBetween, type NamedDay } from './dates';
import { type MainIncident } from './main-incident';
import { isCapitalised, lowerAt, type Token, wordsAt } from './tokens';

interface Span {
  readonly first: number;
  readonly next: number;
}

interface Sign {
  /** Two signs of weight 1, or one of weight 2, place a figure elsewhere. */
  readonly weight: number;
  readonly key: string;
  readonly label: string;
}

const BEFORE = 20;
const AFTER = 14;
const ENOUGH = 2;
const MONTHS =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

/**
 * The other scene in which the words around a figure place it (another year, month, country or town), or null.
 * Signs are weighed, since one town or building may go by several names.
 */
export function otherScene(
  tokens: readonly Token[],
  figure: Span,
  main: MainIncident,
  { days, published }: { readonly days: readonly NamedDay[]; readonly published: string },
): IncidentRef | null {
  const from = Math.max(0, figure.first - BEFORE);
  const near = tokens.slice(from, figure.next + AFTER);
  if (tokens.some(({ lower }) => main.places.has(lower))) return null;
  const signs = [
    ...timeSigns(near, main, published),
    ...daySigns(tokens, figure, days, main),
    ...placeSigns(tokens, near, main),
  ];
  const weight = signs.reduce((sum, sign) => sum + sign.weight, 0);
  const strongest = [...signs].sort((a, b) => b.weight - a.weight)[0];
  return strongest === undefined || weight < ENOUGH
    ? null
    : { key: strongest.key, label: strongest.label };
}

/**
 * The event that a text without a dated principal incident looks back on: `In 2019 a fire killed ...`, `Last month a
 * bomb killed ...`, `The attack came three days after a rocket killed ...`. Null where the figure is of no such event.
 */
export function eventLookedBackOn(
  tokens: readonly Token[],
  figure: Span,
  published: string,
): IncidentRef | null {
  const when =
    earlierYear(tokens, figure, published) ?? longBefore(tokens) ?? daysAfter(tokens, figure);
  return when === null
    ? null
    : { key: `event-${when.replaceAll(' ', '-')}`, label: `events ${when}` };
}

function earlierYear(tokens: readonly Token[], figure: Span, published: string): string | null {
  const at = tokens.findIndex(
    ({ text }, index) =>
      /^(?:19|20)\d\d$/.test(text) &&
      lowerAt(tokens, index - 1) === 'in' &&
      (index === 1 || (index >= figure.next && index - figure.next <= 2)),
  );
  const year = lowerAt(tokens, at);
  return at > 0 && year < published.slice(0, 4) ? `of ${year}` : null;
}

function longBefore(tokens: readonly Token[]): string | null {
  const opening = wordsAt(tokens, 0, 3);
  const last = /^last (month|year)\b/.exec(opening)?.[1];
  if (last !== undefined) return `of last ${last}`;
  return /^\S+ (?:months?|years?) (?:ago|earlier|before)$/.test(opening) ? opening : null;
}

function daysAfter(tokens: readonly Token[], figure: Span): string | null {
  const found = AFTER_ANOTHER.exec(wordsAt(tokens, 0, figure.first));
  return found?.[1] === undefined ? null : `${found[1]} before`;
}

const AFTER_ANOTHER =
  /^(?:the|this|that) (?:\p{L}+ )?(?:attack|strike|raid|blast|bombing|explosion|fire|blaze|crash|accident|shooting|disaster) (?:came|comes|happened|occurred|took place) (?:just |only |less than )?((?:\p{L}+|\d+) (?:hours?|days?|weeks?|months?|years?)) after\b/u;

function timeSigns(near: readonly Token[], main: MainIncident, published: string): readonly Sign[] {
  if (main.date === '' || near.some(({ lower }) => lower === main.date.slice(0, 4))) return [];
  return near.flatMap(({ lower }, at): readonly Sign[] => {
    const before = lowerAt(near, at - 1);
    if (/^(?:19|20)\d\d$/.test(lower) && before !== 'since' && !main.date.startsWith(lower))
      return [sign(2, lower)];
    const month = MONTHS.indexOf(lower);
    const told = REPORTING_VERBS.has(lowerAt(near, at - 2));
    if (month >= 0 && before === 'in' && isCapitalised(near[at]) && !told) {
      return month + 1 === Number(main.date.slice(5, 7)) ? [] : [sign(2, lower)];
    }
    return isLongAgo(near, at, main, published) ? [sign(1, `${before}-${lower}`)] : [];
  });
}

const sign = (weight: number, when: string): Sign => ({
  weight,
  key: `event-${when}`,
  label: `events of ${when.replace('-', ' ')}`,
});

// `last month`, `a year ago` in a text that appeared within days of the principal incident.
function isLongAgo(
  near: readonly Token[],
  at: number,
  main: MainIncident,
  published: string,
): boolean {
  const distance = daysBetween(published, main.date);
  if (distance === null || distance > 10) return false;
  const [before, word, after] = [lowerAt(near, at - 1), lowerAt(near, at), lowerAt(near, at + 1)];
  if (before === 'last' && /^(?:month|year)$/.test(word)) return true;
  return /^(?:months?|years?)$/.test(word) && /^(?:ago|earlier|before)$/.test(after);
}

// `On Saturday, ...` at the head of a sentence dates what it tells, and so does a calendar day close to the number.
function daySigns(
  tokens: readonly Token[],
  figure: Span,
  days: readonly NamedDay[],
  main: MainIncident,
): readonly Sign[] {
  const day = days.find((candidate) => isBeside(tokens, figure, candidate));
  if (day === undefined || main.date === '') return [];
  if (tokens.slice(day.next, day.next + 6).some(({ lower }) => REPORTING_VERBS.has(lower)))
    return [];
  return (daysBetween(day.day, main.date) ?? 0) > 1 ? [sign(2, day.day)] : [];
}

function isBeside(
  tokens: readonly Token[],
  figure: Span,
  { first, next, kind }: NamedDay,
): boolean {
  if (first <= 1 && lowerAt(tokens, 0) === 'on') return true;
  const told = REPORTING_VERBS.has(lowerAt(tokens, first - 2));
  if (kind !== 'calendar' || told) return false;
  if (next <= figure.first) return figure.first - next <= 4;
  const behind = tokens.slice(figure.next, first).map(({ lower }) => lower);
  return behind.length <= 9 && !behind.some((word) => APART.test(word));
}

const APART =
  /^(?:[,;:”"]|said|says|told|that|which|who|according|after|before|since|report|statement)$/;

function placeSigns(
  tokens: readonly Token[],
  near: readonly Token[],
  main: MainIncident,
): readonly Sign[] {
  const signs: Sign[] = [];
  if (main.countries.size > 0) signs.push(...countrySigns(near, main));
  const opening = lowerAt(tokens, 0) === 'in' ? nameAt(tokens, 1) : '';
  const follows = lowerAt(tokens, 1 + opening.split(' ').length);
  if (main.words.size > 0 && opening !== '' && /^(?:,|where)$/.test(follows))
    signs.push(placed(2, opening));
  const facility = near.find(({ lower }) => FACILITIES.has(lower))?.lower;
  const known = [...main.words].some((word) => FACILITIES.has(word));
  if (known && facility !== undefined) signs.push(placed(1, facility));
  if (near.some(({ lower }) => lower === 'elsewhere')) signs.push(placed(2, 'elsewhere'));
  return signs;
}

function countrySigns(near: readonly Token[], main: MainIncident): readonly Sign[] {
  return near.flatMap((token, at) => {
    const name =
      COUNTRY_OF.get(`${token.lower} ${lowerAt(near, at + 1)}`) ?? COUNTRY_OF.get(token.lower);
    const placedIn = /^(?:in|across)$/.test(lowerAt(near, at - 1)) && isCapitalised(token);
    return name !== undefined && placedIn && !main.countries.has(name) && !main.actors.has(name)
      ? [placed(2, name)]
      : [];
  });
}

const placed = (weight: number, place: string): Sign => ({
  weight,
  key: `event-${place.toLowerCase().replace(/[^\p{L}]+/gu, '-')}`,
  label: place === 'elsewhere' ? 'events elsewhere' : `events in ${place}`,
});

function nameAt(tokens: readonly Token[], at: number): string {
  const words: string[] = [];
  for (const token of tokens.slice(at, at + 3)) {
    if (!isCapitalised(token) || CALENDAR_WORDS.has(token.lower)) break;
    words.push(token.text);
  }
  return words.join(' ');
}
