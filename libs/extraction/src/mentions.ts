import { type IncidentRef } from '@wirebrief/claims';

import { ARMED_GROUPS, BOMBER_WORDS, type EventClass, FACILITIES, OTHERNESS } from './data/events';
import { COUNTRY_OF } from './data/nations';
import { type NamedDay } from './dates';
import { isCapitalised, isPossessive, lowerAt, type Token } from './tokens';

/** What the words around an event noun say of the event. */
export interface About {
  readonly at: number;
  readonly noun: string;
  readonly day: NamedDay | null;
  readonly facility: string;
  readonly country: string;
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

function leftModifiers(tokens: readonly Token[], at: number): readonly Token[] {
  let from = at;
  while (from > 0 && at - from < 6) {
    const token = tokens[from - 1];
    if (
      token === undefined ||
      !/^\p{L}/u.test(token.text) ||
      /^(?:of|in|on|at|by|for|from|to|with|and|or|that|which|after|before|killed|was|were|is|had|has|said|against|during)$/.test(
        token.lower,
      )
    )
      break;
    from--;
    if (/^(?:the|a|an|that|this)$/.test(token.lower) || isPossessive(token)) break;
  }
  return tokens.slice(from, at);
}

function rightModifiers(tokens: readonly Token[], at: number): readonly Token[] {
  let to = at + 1;
  while (to < tokens.length && to - at < 10) {
    const word = lowerAt(tokens, to);
    if (
      /^(?:that|which|who|killed|killing|was|were|is|has|had|and|but|said|left|wounded|after|;|\.|:)$/.test(
        word,
      )
    )
      break;
    to++;
  }
  return tokens.slice(at + 1, to);
}

function countryAfter(right: readonly Token[]): string {
  for (const [index, token] of right.entries()) {
    const country = COUNTRY_OF.get(token.lower);
    const follows =
      /^(?:in|on|across|over|inside|northern|southern|eastern|western|central|,)$/.test(
        lowerAt(right, index - 1),
      );
    if (
      country !== undefined &&
      isCapitalised(token) &&
      follows &&
      token.lower === country.toLowerCase()
    )
      return country;
  }
  return '';
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
  const noun = lowerAt(tokens, about.at);
  const kind = eventClass === 'air' ? 'strike' : eventClass === 'war' ? 'fighting' : 'attack';
  const suicide = about.bomber && lowerAt(tokens, about.at - 1) === 'suicide' ? 'suicide ' : '';
  const name = /bombers?$/.test(noun) ? 'bombing' : `${suicide}${noun}`;
  if (about.facility !== '')
    return { key: `${kind}-${about.facility}`, label: `${name} at the ${about.facility}` };
  if (about.country !== '')
    return { key: `${kind}-${slug(about.country)}`, label: `${name} in ${about.country}` };
  if (about.day !== null)
    return { key: `${kind}-${about.day.day}`, label: `${name} of ${about.day.day}` };
  if (about.actor !== '')
    return { key: `${kind}-by-${slug(about.actor)}`, label: `${name} by ${about.actor}` };
  return { key: `${kind}-other`, label: about.other ? `another ${name}` : name };
}

const slug = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, '-');
