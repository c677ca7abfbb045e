import { type IncidentRef } from '@wirebrief/claims';

import { ARMED_GROUPS, BOMBER_WORDS, type EventClass, FACILITIES, OTHERNESS } from './data/events';
import { wordSet } from './data/word-set';
import { COUNTRY_OF } from './data/nations';
import { CALENDAR_WORDS } from './data/speakers';
import { type NamedDay } from './dates';
import { isCapitalised, isPossessive, isWord, lowerAt, type Token } from './tokens';

/** What the words around an event noun say of the event. */
export interface About {
  readonly at: number;
  readonly noun: string;
  readonly day: NamedDay | null;
  readonly facility: string;
  readonly country: string;
  /** A name after `in` that is no country: `the strike in Helmand`. */
  readonly place: string;
  /** True where the event is dated against another: `two days before`. */
  readonly offset: boolean;
  readonly actor: string;
  readonly armedGroup: boolean;
  readonly bomber: boolean;
  readonly other: boolean;
  readonly definite: boolean;
}

export function aboutMention(
  tokens: readonly Token[],
  at: number,
  days: readonly NamedDay[],
): About {
  const left = leftModifiers(tokens, at);
  const right = rightModifiers(tokens, at);
  const words = [...left, ...right];
  const lowers = words.map((token) => token.lower);
  return {
    at,
    noun: lowerAt(tokens, at),
    day: dayNear(tokens, at, days, left.length),
    facility: lowers.find((word) => FACILITIES.has(word)) ?? '',
    country: countryAfter(right),
    place: placeAfter(right),
    offset: /(?:^| )(?:days?|weeks?|months?|years?) (?:before|earlier|later)(?: |$)/.test(
      right.map(({ lower }) => lower).join(' '),
    ),
    actor:
      left.map((token) => COUNTRY_OF.get(token.lower) ?? '').find((country) => country !== '') ??
      '',
    armedGroup:
      left.some((token) => ARMED_GROUPS.has(token.lower)) ||
      (/^by$/.test(right[0]?.lower ?? '') &&
        right.slice(0, 4).some((token) => ARMED_GROUPS.has(token.lower))),
    bomber: [...left, tokens[at]].some(
      (token) => token !== undefined && BOMBER_WORDS.has(token.lower),
    ),
    other: left.some((token) => OTHERNESS.has(token.lower)),
    definite: left.some((token) => /^(?:the|that|this)$/.test(token.lower)),
  };
}

const LEFT_ENDS = wordSet(
  'of in on at by for from to with and or that which after before killed was were is had has said against during',
);
const RIGHT_ENDS = wordSet(
  'that which who killed killing was were is has had and but said left wounded after ; . :',
);

function leftModifiers(tokens: readonly Token[], at: number): readonly Token[] {
  let from = at;
  while (from > 0 && at - from < 6) {
    const token = tokens[from - 1];
    if (token === undefined || LEFT_ENDS.has(token.lower) || !isWord(token)) break;
    from--;
    if (/^(?:the|a|an|that|this)$/.test(token.lower) || isPossessive(token)) break;
  }
  return tokens.slice(from, at);
}

function rightModifiers(tokens: readonly Token[], at: number): readonly Token[] {
  let to = at + 1;
  while (to < tokens.length && to - at < 10) {
    const word = lowerAt(tokens, to);
    if (RIGHT_ENDS.has(word)) break;
    to++;
  }
  return tokens.slice(at + 1, to);
}

function countryAfter(right: readonly Token[]): string {
  for (const [index, token] of right.entries()) {
    const country = COUNTRY_OF.get(token.lower);
    if (country === undefined) continue;
    const follows =
      /^(?:in|on|across|over|inside|northern|southern|eastern|western|central|,)$/.test(
        lowerAt(right, index - 1),
      );
    if (isCapitalised(token) && follows && token.lower === country.toLowerCase()) return country;
  }
  return '';
}

function placeAfter(right: readonly Token[]): string {
  const name = right.findIndex(
    (token, at) =>
      isCapitalised(token) &&
      /^(?:in|at)$/.test(lowerAt(right, at - 1)) &&
      !COUNTRY_OF.has(token.lower) &&
      !CALENDAR_WORDS.has(token.lower),
  );
  return right[name]?.text ?? '';
}

function dayNear(
  tokens: readonly Token[],
  at: number,
  days: readonly NamedDay[],
  leftLength: number,
): NamedDay | null {
  const before = days.find(
    (day) => day.next >= at - leftLength && day.first < at && at - day.next < 6,
  );
  if (before !== undefined) return before;
  const after = days.find((day) => day.first > at && day.first - at <= 8);
  if (after === undefined) return null;
  const gap = tokens.slice(at + 1, after.first).map((token) => token.lower);
  const stops = gap.some((word) => /^(?:said|told|says|and|but|killed|;|,|that|which)$/.test(word));
  return stops ? null : after;
}

/** Key and name of an incident that is not the principal one, made of the words of the text. */
export function otherRef(
  about: About,
  eventClass: EventClass,
  tokens: readonly Token[],
): IncidentRef {
  const kind = KINDS[eventClass] ?? 'attack';
  if (about.noun === 'rockets') return { key: 'attack-rockets', label: 'rocket fire' };
  const name = nameOf(about, tokens);
  const facility = about.facility === '' ? facilityBehind(tokens, about.at) : about.facility;
  if (facility !== '') return { key: `${kind}-${facility}`, label: `${name} at the ${facility}` };
  const place = about.place === '' ? about.country : about.place;
  if (place !== '') return { key: `${kind}-${slug(place)}`, label: `${name} in ${place}` };
  if (about.day !== null)
    return { key: `${kind}-${about.day.day}`, label: `${name} of ${about.day.day}` };
  if (about.actor !== '')
    return { key: `${kind}-by-${slug(about.actor)}`, label: `${name} by ${about.actor}` };
  return { key: `${kind}-other`, label: about.other ? `another ${name}` : name };
}

const KINDS: Partial<Record<EventClass, string>> = { air: 'strike', war: 'fighting' };

function nameOf({ at, noun, bomber }: About, tokens: readonly Token[]): string {
  if (/bombers?$/.test(noun)) return 'bombing';
  return bomber && lowerAt(tokens, at - 1) === 'suicide' ? `suicide ${noun}` : noun;
}

// `a bomber killed 30 people outside the mosque`: the place may stand behind the dead.
function facilityBehind(tokens: readonly Token[], at: number): string {
  for (let next = at + 1; next < Math.min(tokens.length, at + 24); next++) {
    if (!FACILITIES.has(lowerAt(tokens, next))) continue;
    const links = [1, 2, 3].map((step) => lowerAt(tokens, next - step));
    if (links.some((word) => /^(?:at|outside)$/.test(word))) return lowerAt(tokens, next);
  }
  return '';
}

const slug = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, '-');
