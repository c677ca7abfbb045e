import { type IncidentDescription, type IncidentRef, MAIN_INCIDENT } from '@wirebrief/claims';

import { ARMED_GROUPS, BOMBER_WORDS, EVENT_NOUNS, type EventClass, FACILITIES, OTHERNESS } from './data/events';
import { COUNTRY_OF } from './data/nations';
import { daysBetween, type NamedDay, readDays } from './dates';
import { type Figure } from './figures';
import { type Sentence } from './sentences';
import { isCapitalised, isPossessive, type Token } from './tokens';

/** What is known of the principal incident, made ready for comparison. */
export interface MainIncident {
  readonly date: string;
  readonly eventClass: EventClass | null;
  readonly words: ReadonlySet<string>;
  readonly countries: ReadonlySet<string>;
  readonly actors: ReadonlySet<string>;
}

interface Mention {
  readonly at: number;
  readonly eventClass: EventClass;
  readonly ref: IncidentRef;
}

const lowerAt = (tokens: readonly Token[], at: number): string => tokens[at]?.lower ?? '';

export function describeMain(incident: IncidentDescription): MainIncident {
  const place = incident.place.replace(/\bnear\b[^,;)]*/giu, '');
  const words = wordsOf(`${place} ${incident.title}`);
  return {
    date: /^\d{4}-\d\d-\d\d/.test(incident.date) ? incident.date.slice(0, 10) : '',
    eventClass: classOf(`${incident.weapon} ${incident.title}`),
    words: new Set(words),
    countries: new Set(countriesIn(`${incident.place} ${incident.title}`)),
    actors: new Set(countriesIn(incident.actor)),
  };
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}][\p{L}'’-]*/gu) ?? [];

function countriesIn(text: string): readonly string[] {
  const lower = ` ${text.toLowerCase().replace(/[(),;/]/g, ' ')} `;
  const coalition = /\bcoalition\b/.test(lower) ? ['coalition'] : [];
  return [...coalition, ...[...COUNTRY_OF].filter(([form]) => lower.includes(` ${form} `)).map(([, country]) => country)];
}

function classOf(text: string): EventClass | null {
  if (/\b(?:suicide|car bomb|truck bomb|ied|explosive device|vest)\b/iu.test(text)) return 'bombing';
  if (/\b(?:drone|missile|air|aircraft|airstrike|gunship|jet|helicopter|bomber|gbu|hellfire|strike|guided bomb|warplane)\b/iu.test(text)) return 'air';
  if (/\b(?:gun|guns|gunfire|rifle|rifles|shooting|ambush|machete|knife|shelling|artillery|mortar)\b/iu.test(text)) return 'ground';
  return /\b(?:bomb|bombing|blast|explosion)\b/iu.test(text) ? 'bombing' : null;
}

/** Follows the incidents that an article speaks of, sentence by sentence. */
export class IncidentTracker {
  readonly #main: MainIncident;
  readonly #published: string;
  #others: readonly IncidentRef[] = [];
  #topic: IncidentRef = MAIN_INCIDENT;

  constructor(main: MainIncident, published: string) {
    this.#main = main;
    this.#published = published;
  }

  /** The incident of each figure of the sentence. Call once for every sentence, in order. */
  link(sentence: Sentence, figures: readonly Figure[]): readonly IncidentRef[] {
    const days = readDays(sentence.tokens, this.#published);
    const mentions = this.mentionsIn(sentence, days);
    for (const { ref } of mentions) if (ref.key !== 'main') this.#others = [ref, ...this.#others.filter(({ key }) => key !== ref.key)];
    const refs: IncidentRef[] = [];
    figures.forEach((figure, at) => refs.push(this.refOf(sentence, mentions, { figure, days, before: refs[at - 1], figures })));
    this.#topic = refs.at(-1) ?? mentions[0]?.ref ?? this.#topic;
    return refs;
  }

  /** The incident that the article is on after the last sentence that was linked. */
  get topic(): IncidentRef {
    return this.#topic;
  }

  /** The incident of what stands at token `at`, for statements without a number. */
  refAt(sentence: Sentence, at: number): IncidentRef {
    const mentions = this.mentionsIn(sentence, readDays(sentence.tokens, this.#published));
    return nearestTo(mentions, at, at + 1)?.ref ?? this.topicFor(sentence);
  }

  private refOf(sentence: Sentence, mentions: readonly Mention[], given: Given): IncidentRef {
    const { figure, before, figures } = given;
    const aggregate = aggregateIn(sentence, figure, given.days);
    if (aggregate !== null) return aggregate;
    if (this.isOwnLoss(figure) || figures.some((other) => other !== figure && other.evidence === figure.evidence && this.isOwnLoss(other))) {
      return nearest(mentions, figure)?.ref.key === 'main' || mentions.length === 0 ? this.lastOther() : (nearest(mentions, figure)?.ref ?? this.lastOther());
    }
    if (figure.evidence < 0 && before !== undefined) return before;
    return nearest(mentions, figure)?.ref ?? this.ofDays(figure, given.days) ?? before ?? this.topicFor(sentence);
  }

  private ofDays(figure: Figure, days: readonly NamedDay[]): IncidentRef | null {
    const day = days.find((candidate) => candidate.kind === 'calendar' && Math.abs(candidate.first - figure.next) < 8);
    if (day === undefined || this.#main.date === '') return null;
    return (daysBetween(day.day, this.#main.date) ?? 0) > 1 ? { key: `event-${day.day}`, label: `events of ${day.day}` } : null;
  }

  // Forces of the side that struck are not among the victims of its own strike.
  private isOwnLoss(figure: Figure): boolean {
    if (figure.group !== 'service members') return false;
    return [...this.#main.actors].some((actor) => actor.toLowerCase() === figure.country);
  }

  private lastOther(): IncidentRef {
    return this.#others[0] ?? { key: 'attack-on-forces', label: 'attack on service members' };
  }

  private topicFor(sentence: Sentence): IncidentRef {
    const first = lowerAt(sentence.tokens, 0);
    return this.#topic.key === 'main' || /^(?:it|they|the|that|this|he|she|those|these|its|another|two|three|in)$/.test(first) ? this.#topic : MAIN_INCIDENT;
  }

  private mentionsIn(sentence: Sentence, days: readonly NamedDay[]): readonly Mention[] {
    const { tokens } = sentence;
    const mentions: Mention[] = [];
    tokens.forEach((token, at) => {
      const eventClass = EVENT_NOUNS.get(token.lower);
      if (eventClass === undefined || (token.lower === 'strike' && lowerAt(tokens, at - 1) === 'to')) return;
      const about = aboutMention(tokens, at, days);
      const known = this.sameAsOther(about, token.lower);
      const ref = known ?? (this.conflicts(about, eventClass) ? otherRef(about, eventClass, tokens) : MAIN_INCIDENT);
      mentions.push({ at, eventClass, ref });
    });
    return mentions;
  }

  // `the bombing at the gate` after `last week's suicide bombing`: one noun, which the principal incident is not called.
  private sameAsOther(about: About, noun: string): IncidentRef | null {
    if (!about.definite || about.day !== null) return null;
    const same = this.#others.find(({ label }) => label.split(' ').includes(noun));
    if (same === undefined) return null;
    const isMainNoun = EVENT_NOUNS.get(noun) === this.#main.eventClass || EVENT_NOUNS.get(noun) === 'generic';
    return isMainNoun ? null : same;
  }

  private conflicts(about: About, eventClass: EventClass): boolean {
    if (this.#main.eventClass === null && this.#main.words.size === 0) return false;
    if (about.other) return true;
    if (about.day !== null && this.#main.date !== '') return (daysBetween(about.day.day, this.#main.date) ?? 0) > 1;
    if (about.facility !== '' && this.#main.words.has(about.facility)) return false;
    if (this.#main.eventClass === 'air' && (about.bomber || about.armedGroup)) return true;
    if (about.actor !== '' && this.#main.actors.size > 0 && !this.#main.actors.has(about.actor) && !this.#main.countries.has(about.actor)) return true;
    if (about.country !== '' && this.#main.countries.size > 0 && !this.#main.countries.has(about.country)) return true;
    return eventClass === 'war' && this.#main.eventClass !== null && this.#main.eventClass !== 'war';
  }
}

interface Given {
  readonly figure: Figure;
  readonly days: readonly NamedDay[];
  readonly before: IncidentRef | undefined;
  readonly figures: readonly Figure[];
}

// The mention in whose clause the figure stands: the nearest, those before the figure first.
const nearest = (mentions: readonly Mention[], figure: Figure): Mention | undefined =>
  nearestTo(mentions, figure.first, figure.next);

function nearestTo(mentions: readonly Mention[], first: number, next: number): Mention | undefined {
  const distance = ({ at }: Mention): number => (at < first ? first - at : (at - next) * 1.5 + 1);
  return [...mentions].sort((a, b) => distance(a) - distance(b))[0];
}

interface About {
  readonly at: number;
  readonly day: NamedDay | null;
  readonly facility: string;
  readonly country: string;
  readonly actor: string;
  readonly armedGroup: boolean;
  readonly bomber: boolean;
  readonly other: boolean;
  readonly definite: boolean;
}

function aboutMention(tokens: readonly Token[], at: number, days: readonly NamedDay[]): About {
  const left = leftModifiers(tokens, at);
  const right = rightModifiers(tokens, at);
  const words = [...left, ...right];
  const lowers = words.map((token) => token.lower);
  return {
    at,
    day: dayNear(tokens, at, days, left.length),
    facility: lowers.find((word) => FACILITIES.has(word)) ?? '',
    country: countryAfter(right),
    actor: left.map((token) => COUNTRY_OF.get(token.lower) ?? '').find((country) => country !== '') ?? '',
    armedGroup: left.some((token) => ARMED_GROUPS.has(token.lower)) || /^by$/.test(right[0]?.lower ?? '') && right.slice(0, 4).some((token) => ARMED_GROUPS.has(token.lower)),
    bomber: [...left, tokens[at]].some((token) => token !== undefined && BOMBER_WORDS.has(token.lower)),
    other: left.some((token) => OTHERNESS.has(token.lower)),
    definite: left.some((token) => /^(?:the|that|this)$/.test(token.lower)),
  };
}

function leftModifiers(tokens: readonly Token[], at: number): readonly Token[] {
  let from = at;
  while (from > 0 && at - from < 6) {
    const token = tokens[from - 1];
    if (token === undefined || !/^\p{L}/u.test(token.text) || /^(?:of|in|on|at|by|for|from|to|with|and|or|that|which|after|before|killed|was|were|is|had|has|said|against|during)$/.test(token.lower)) break;
    from--;
    if (/^(?:the|a|an|that|this)$/.test(token.lower) || isPossessive(token)) break;
  }
  return tokens.slice(from, at);
}

function rightModifiers(tokens: readonly Token[], at: number): readonly Token[] {
  let to = at + 1;
  while (to < tokens.length && to - at < 10) {
    const word = lowerAt(tokens, to);
    if (/^(?:that|which|who|killed|killing|was|were|is|has|had|and|but|said|left|wounded|after|;|\.|:)$/.test(word)) break;
    to++;
  }
  return tokens.slice(at + 1, to);
}

function countryAfter(right: readonly Token[]): string {
  for (const [index, token] of right.entries()) {
    const country = COUNTRY_OF.get(token.lower);
    const follows = /^(?:in|on|across|over|inside|northern|southern|eastern|western|central|,)$/.test(lowerAt(right, index - 1));
    if (country !== undefined && isCapitalised(token) && follows && token.lower === country.toLowerCase()) return country;
  }
  return '';
}

function dayNear(tokens: readonly Token[], at: number, days: readonly NamedDay[], leftLength: number): NamedDay | null {
  const before = days.find((day) => day.first >= at - leftLength && day.first < at);
  if (before !== undefined) return before;
  const after = days.find((day) => day.first > at && day.first - at <= 8);
  if (after === undefined) return null;
  const gap = tokens.slice(at + 1, after.first).map((token) => token.lower);
  const stops = gap.some((word) => /^(?:said|told|says|and|but|killed|;|,|that|which)$/.test(word));
  return stops ? null : after;
}

function otherRef(about: About, eventClass: EventClass, tokens: readonly Token[]): IncidentRef {
  const noun = lowerAt(tokens, about.at);
  const kind = eventClass === 'air' ? 'strike' : eventClass === 'war' ? 'fighting' : 'attack';
  const suicide = about.bomber && lowerAt(tokens, about.at - 1) === 'suicide' ? 'suicide ' : '';
  const name = /bombers?$/.test(noun) ? 'bombing' : `${suicide}${noun}`;
  if (about.facility !== '') return { key: `${kind}-${about.facility}`, label: `${name} at the ${about.facility}` };
  if (about.country !== '') return { key: `${kind}-${slug(about.country)}`, label: `${name} in ${about.country}` };
  if (about.day !== null) return { key: `${kind}-${about.day.day}`, label: `${name} of ${about.day.day}` };
  if (about.actor !== '') return { key: `${kind}-by-${slug(about.actor)}`, label: `${name} by ${about.actor}` };
  return { key: `${kind}-other`, label: about.other ? `another ${name}` : name };
}

const slug = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, '-');

const SPAN =
  /\bsince (?:the (?:start|beginning|outset|war|invasion|conflict|campaign)|january|february|march|april|june|july|august|september|october|november|december|late|early|mid|last|(?:19|20)\d\d|it began|then)|\b(?:so far )?this year\b|\b(?:in|over|during) the (?:past|last) (?:\w+ )?(?:years?|months?|weeks?|decades?)\b|\b(?:in|over|during|throughout) the (?:whole |entire |course of the )?(?:war|conflict|campaign|insurgency|uprising)\b|\b(?:last|each|every|per) year\b|\boverall\b|\bfrom \w+\.? \d{1,2} (?:to|through|until)\b|\bbetween (?:19|20)\d\d and\b|\ball (?:its|the) (?:air ?)?strikes\b/iu;

/** Totals over a stretch of time belong to no incident. */
function aggregateIn(sentence: Sentence, figure: Figure, days: readonly NamedDay[]): IncidentRef | null {
  const from = sentence.tokens[Math.max(0, figure.first - 25)]?.start ?? sentence.start;
  const to = sentence.tokens[Math.min(sentence.tokens.length - 1, figure.next + 25)]?.end ?? sentence.end;
  const words = sentence.tokens.filter((token) => token.start >= from && token.end <= to).map((token) => token.text).join(' ');
  const span = SPAN.exec(words)?.[0];
  if (span !== undefined) return { key: 'aggregate', label: `total ${span.toLowerCase()}` };
  return days.length > 3 ? { key: 'aggregate', label: 'total over several days' } : null;
}
