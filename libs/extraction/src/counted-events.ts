import { type IncidentRef, MAIN_INCIDENT } from '@wirebrief/claims';

import { type EventClass } from './data/events';
import { COUNTRY_OF } from './data/nations';
import { CALENDAR_WORDS } from './data/speakers';
import { daysBetween, type NamedDay } from './dates';
import { type MainIncident } from './main-incident';
import { type About } from './mentions';
import { isCapitalised, lowerAt, type Token } from './tokens';

interface CountedEvent {
  readonly at: number;
  readonly eventClass: EventClass;
  readonly ref: IncidentRef;
  readonly about: About;
}

const ORDINAL = /^(?:first|second|third|other|latter|former|earlier|later|next|last|latest)$/;

/**
 * The event that opens a sentence by its place in a list, without a noun (`The first, in Helmand, ...`,
 * `The second, on 4 May, ...`): the principal incident or another one, by its date and place.
 */
export function countedEvent(
  tokens: readonly Token[],
  days: readonly NamedDay[],
  main: MainIncident,
): CountedEvent | null {
  const opens = lowerAt(tokens, 0) === 'the' && ORDINAL.test(lowerAt(tokens, 1));
  if (!opens || !/^(?:,|in|on|came|hit|was|took)$/.test(lowerAt(tokens, 2))) return null;
  const day = days.find(({ first }) => first < 12) ?? null;
  const place = placeIn(tokens);
  if (day === null && place === '') return null;
  const apart = isApart(day, place, main);
  const about: About = {
    at: 1,
    noun: 'strike',
    day,
    facility: '',
    country: '',
    place,
    offset: false,
    actor: '',
    armedGroup: false,
    bomber: false,
    other: apart,
    definite: true,
  };
  return { at: 1, eventClass: 'air', ref: apart ? refOf(day, place) : MAIN_INCIDENT, about };
}

/** The strike at a place of another name, where a sentence that is not about the principal incident names one. */
export function strikeElsewhere(tokens: readonly Token[], main: MainIncident): IncidentRef | null {
  const place = placeIn(tokens);
  return place === '' || main.words.has(place.toLowerCase()) ? null : refOf(null, place);
}

function isApart(day: NamedDay | null, place: string, main: MainIncident): boolean {
  if (day !== null && main.date !== '') return (daysBetween(day.day, main.date) ?? 0) > 1;
  return place !== '' && main.words.size > 0 && !main.words.has(place.toLowerCase());
}

function refOf(day: NamedDay | null, place: string): IncidentRef {
  if (place === '')
    return { key: `strike-${day?.day ?? ''}`, label: `strike of ${day?.day ?? ''}` };
  return { key: `strike-${place.toLowerCase()}`, label: `strike in ${place}` };
}

function placeIn(tokens: readonly Token[]): string {
  const name = tokens.findIndex(
    (token, at) =>
      at > 1 &&
      isCapitalised(token) &&
      lowerAt(tokens, at - 1) === 'in' &&
      !COUNTRY_OF.has(token.lower) &&
      !CALENDAR_WORDS.has(token.lower),
  );
  return tokens[name]?.text ?? '';
}
