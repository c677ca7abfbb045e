import { type Claimant, type IncidentRef, MAIN_INCIDENT } from '@wirebrief/claims';

import { countedEvent, strikeElsewhere } from './counted-events';
import { ARMED_GROUPS, EVENT_NOUNS, type EventClass } from './data/events';
import { nationsIn } from './data/nations';
import { CIVIL_NOUNS, STATE_NOUNS } from './data/speakers';
import { TIME_SPAN } from './data/time-spans';
import { daysBetween, type NamedDay, readDays } from './dates';
import { type Figure } from './figures';
import { type MainIncident } from './main-incident';
import { type About, aboutMention, otherRef } from './mentions';
import { eventLookedBackOn, otherScene } from './scenes';
import { type Sentence } from './sentences';
import { lowerAt, type Token } from './tokens';

interface Mention {
  readonly at: number;
  readonly eventClass: EventClass;
  readonly ref: IncidentRef;
  readonly about: About;
}

/** Follows the incidents that an article speaks of, sentence by sentence. */
export class IncidentTracker {
  readonly #main: MainIncident;
  readonly #published: string;
  #others: readonly IncidentRef[] = [];
  #topic: IncidentRef = MAIN_INCIDENT;
  #hasMain = false;
  #look: Look | null = null;

  constructor(main: MainIncident, published: string) {
    this.#main = main;
    this.#published = published;
  }

  /** The incident of each figure of the sentence. Call once for every sentence, in order. */
  link(sentence: Sentence, figures: readonly Figure[]): readonly IncidentRef[] {
    const { days, mentions } = this.look(sentence);
    for (const { ref } of mentions)
      if (ref.key !== 'main')
        this.#others = [ref, ...this.#others.filter(({ key }) => key !== ref.key)];
    const refs: IncidentRef[] = [];
    figures.forEach((figure, at) =>
      refs.push(this.refOf(sentence, mentions, { figure, days, before: refs[at - 1], figures })),
    );
    this.#hasMain ||= refs.some(({ key }) => key === 'main');
    this.#topic = refs.at(-1) ?? mentions[0]?.ref ?? this.#topic;
    return refs;
  }

  /** The incident that the article is on after the last sentence that was linked. */
  get topic(): IncidentRef {
    return this.#topic;
  }

  /** Whether the sentence names an incident and none that it names is the principal one. */
  isElsewhere(sentence: Sentence): boolean {
    const { mentions } = this.look(sentence);
    return mentions.length > 0 && mentions.every(({ ref }) => ref.key !== 'main');
  }

  /**
   * Whether a speaker is of the side that struck: named as of its country, or as of a state where no country is named;
   * not of an armed group or an organisation of no state. `description` are other words by which the article tells who
   * it is. Where the article does not tell who struck, anyone may have.
   */
  isStriker({ name, role }: Claimant, description: ReadonlySet<string>): boolean {
    const { actors } = this.#main;
    if (actors.size === 0) return true;
    const words = name
      .toLowerCase()
      .replace(/['’]s?$|['’]s(?= )/gu, '')
      .split(/\s+/);
    if (words.some((word) => ARMED_GROUPS.has(word))) return false;
    const countries = nationsIn(words);
    if (countries.length > 0) return countries.every((country) => actors.has(country));
    const told = [...words.map((word) => word.replace(/\.$/, '')), ...description];
    if (told.some((word) => CIVIL_NOUNS.has(word))) return false;
    return role === 'document' || told.some((word) => STATE_NOUNS.has(word));
  }

  /** The incident of what stands at token `at`, for statements without a number. */
  refAt(sentence: Sentence, at: number): IncidentRef {
    const { mentions } = this.look(sentence);
    return nearestTo(mentions, at, at + 1)?.ref ?? this.topicFor(sentence);
  }

  private refOf(sentence: Sentence, mentions: readonly Mention[], given: Given): IncidentRef {
    const { figure, before, figures } = given;
    const apart = this.apartByTime(sentence, given);
    if (apart !== null) return apart;
    const sharesVerb = figures.filter(({ evidence }) => evidence === figure.evidence);
    if (sharesVerb.some((other) => this.isOwnLoss(other))) {
      return this.attackOnOwn(sentence, nearest(mentions, figure));
    }
    if (figure.lent && before !== undefined) return before;
    const within = mentions.filter((mention) => inReach(sentence.tokens, mention, figure));
    const mention = nearest(within, figure);
    const mentioned = mention === undefined ? undefined : this.placed(sentence, mention);
    if (mentioned !== undefined && mentioned.key !== 'main') return mentioned;
    const dated =
      this.sceneOf(sentence, given, mention) ?? mentioned ?? this.ofDays(figure, given.days);
    return dated ?? before ?? this.topicFor(sentence);
  }

  // Where the story tells its date, the days and years in the text are held against that.
  private apartByTime(sentence: Sentence, { figure, days }: Given): IncidentRef | null {
    const aggregate = aggregateIn(sentence, figure, days);
    if (aggregate !== null || this.#main.date !== '' || !this.#hasMain) return aggregate;
    return eventLookedBackOn(sentence.tokens, figure, this.#published);
  }

  private sceneOf(
    { tokens }: Sentence,
    { figure, days }: Given,
    mention: Mention | undefined,
  ): IncidentRef | null {
    const scene = otherScene(tokens, figure, this.#main, { days, published: this.#published });
    if (scene === null || mention?.eventClass !== 'air') return scene;
    return strikeElsewhere(tokens, this.#main) ?? scene;
  }

  // `a bombing at the market` beside an air strike that is not told by that building is another event; without a
  // figure (`had prevented an attack at the market`) it is often only a threat.
  private placed({ tokens }: Sentence, { ref, eventClass, about }: Mention): IncidentRef {
    const { eventClass: main, words } = this.#main;
    const apart = main === 'air' && eventClass === 'bombing' && words.size > 0;
    const facility = about.facility;
    return ref.key === 'main' && apart && facility !== '' && !words.has(facility)
      ? otherRef(about, eventClass, tokens)
      : ref;
  }

  private ofDays(figure: Figure, days: readonly NamedDay[]): IncidentRef | null {
    const day = days.find(
      (candidate) => candidate.kind === 'calendar' && Math.abs(candidate.first - figure.next) < 8,
    );
    if (day === undefined || this.#main.date === '') return null;
    return (daysBetween(day.day, this.#main.date) ?? 0) > 1
      ? { key: `event-${day.day}`, label: `events of ${day.day}` }
      : null;
  }

  // Forces of the side that struck are not among the victims of its own strike.
  private isOwnLoss(figure: Figure): boolean {
    if (figure.group !== 'service members') return false;
    return [...this.#main.actors].some((actor) => actor.toLowerCase() === figure.country);
  }

  private attackOnOwn({ tokens }: Sentence, mention: Mention | undefined): IncidentRef {
    if (mention === undefined) return this.lastOther();
    if (mention.ref.key !== 'main') return mention.ref;
    if (mention.eventClass === this.#main.eventClass) return this.lastOther();
    const ref = otherRef(mention.about, mention.eventClass, tokens);
    this.#others = [ref, ...this.#others];
    return ref;
  }

  private lastOther(): IncidentRef {
    return this.#others[0] ?? { key: 'attack-on-forces', label: 'attack on service members' };
  }

  private topicFor(sentence: Sentence): IncidentRef {
    const first = lowerAt(sentence.tokens, 0);
    return this.#topic.key === 'main' ||
      sentence.tokens.some((_, at) => isPlaceWord(sentence.tokens, at)) ||
      /^(?:it|they|the|that|this|he|she|those|these|its|another|two|three|in)$/.test(first)
      ? this.#topic
      : MAIN_INCIDENT;
  }

  // One sentence is asked about several times in a row.
  private look(sentence: Sentence): Look {
    if (this.#look?.sentence === sentence) return this.#look;
    const days = readDays(sentence.tokens, this.#published);
    const counted = countedEvent(sentence.tokens, days, this.#main);
    const mentions = [
      ...(counted === null ? [] : [counted]),
      ...this.mentionsIn(sentence, days, counted?.ref),
    ];
    this.#look = { sentence, days, mentions };
    return this.#look;
  }

  private mentionsIn(
    sentence: Sentence,
    days: readonly NamedDay[],
    counted: IncidentRef | undefined,
  ): readonly Mention[] {
    const { tokens } = sentence;
    const topic = counted ?? this.#topic;
    const mentions: Mention[] = [];
    tokens.forEach((token, at) => {
      const eventClass = EVENT_NOUNS.get(token.lower);
      if (eventClass === undefined || !isEvent(tokens, at)) return;
      const about = aboutMention(tokens, at, days);
      const known = pointedAt(tokens, at, topic) ?? this.sameAsOther(about, token.lower);
      const ref =
        known ??
        (this.conflicts(about, eventClass) ? otherRef(about, eventClass, tokens) : MAIN_INCIDENT);
      mentions.push({ at, eventClass, ref, about });
    });
    return mentions;
  }

  // `the bombing at the market` after `a suicide bombing on Monday`: one noun, which the principal incident is not called.
  private sameAsOther(about: About, noun: string): IncidentRef | null {
    if (!about.definite || about.day !== null) return null;
    const same = this.#others.find(({ label }) => label.split(' ').includes(noun));
    if (same === undefined) return null;
    const isMainNoun =
      EVENT_NOUNS.get(noun) === this.#main.eventClass || EVENT_NOUNS.get(noun) === 'generic';
    return isMainNoun ? null : same;
  }

  private conflicts(about: About, eventClass: EventClass): boolean {
    const main = this.#main;
    if (main.eventClass === null && main.words.size === 0) return false;
    if (about.other || /^(?:bombs|rockets)$/.test(about.noun)) return true;
    if (this.isElsewhereNamed(about)) return true;
    if (about.day !== null && main.date !== '')
      return (daysBetween(about.day.day, main.date) ?? 0) > 1;
    if (main.words.has(about.facility)) return false;
    return this.isByOther(about) || (eventClass === 'war' && isLasting(about, main));
  }

  // `the strike in Helmand two days before`: a place of another name alone may be the same, with another date it is not.
  private isElsewhereNamed({ place, offset, day }: About): boolean {
    const { words, date } = this.#main;
    if (words.size === 0 || place === '' || words.has(place.toLowerCase())) return false;
    return offset || (day !== null && date !== '' && (daysBetween(day.day, date) ?? 0) > 1);
  }

  private isByOther(about: About): boolean {
    const { eventClass, actors, countries } = this.#main;
    if (eventClass === 'air' && (about.bomber || about.armedGroup)) return true;
    const known = (country: string): boolean =>
      country === '' || actors.has(country) || countries.has(country);
    if (actors.size > 0 && !known(about.actor)) return true;
    return countries.size > 0 && about.country !== '' && !countries.has(about.country);
  }
}

// An air strike is no part of the fighting that it is told beside; a shooting or a raid may be.
const isLasting = ({ noun }: About, main: MainIncident): boolean =>
  main.eventClass === 'air' ||
  (main.eventClass !== null && /^(?:wars?|conflict|campaigns?|insurgency)$/.test(noun));

// A bomber stands for an attack only as the one who acts, not as the target of a strike.
function isEvent(tokens: readonly Token[], at: number): boolean {
  if (lowerAt(tokens, at - 1) === 'to') return false;
  if (
    /^wars?$/.test(lowerAt(tokens, at)) &&
    /^(?:crimes?|zones?|plane|planes|effort)$/.test(lowerAt(tokens, at + 1))
  )
    return false;
  if (/^(?:bombs|rockets)$/.test(lowerAt(tokens, at))) return isSalvo(tokens, at);
  if (!/^bombers?$/.test(lowerAt(tokens, at))) return true;
  const before = [1, 2, 3].map((step) => lowerAt(tokens, at - step));
  const target = before.some((word) =>
    /^(?:for|of|on|at|against|with|target|targeted|targeting|hit|killed|killing|multiple|several|had)$/.test(
      word,
    ),
  );
  return !target;
}

// `killed there`; in `there were no deaths` it names no place.
const isPlaceWord = (tokens: readonly Token[], at: number): boolean =>
  at > 0 &&
  lowerAt(tokens, at) === 'there' &&
  !/^(?:is|are|was|were|has|have|had|may|might|would|could|will)$/.test(lowerAt(tokens, at + 1));

// `a series of bombs in the town`, `rockets were fired`: the weapons stand for the event only so.
const isSalvo = (tokens: readonly Token[], at: number): boolean =>
  /^(?:series|string|spate|wave) of$/.test(
    `${lowerAt(tokens, at - 2)} ${lowerAt(tokens, at - 1)}`,
  ) ||
  /^(?:from|by|in) the$/.test(`${lowerAt(tokens, at - 2)} ${lowerAt(tokens, at - 1)}`) ||
  (/^(?:was|were)$/.test(lowerAt(tokens, at + 1)) &&
    /^(?:fired|launched|aimed)$/.test(lowerAt(tokens, at + 2)));

// `that strike` after a sentence about another strike is that one.
function pointedAt(tokens: readonly Token[], at: number, topic: IncidentRef): IncidentRef | null {
  if (topic.key === 'main' || !/^(?:that|this)$/.test(lowerAt(tokens, at - 1))) return null;
  const kind = EVENT_NOUNS.get(lowerAt(tokens, at)) === 'air' ? 'strike' : 'attack';
  return topic.key.startsWith(`${kind}-`) ? topic : null;
}

interface Look {
  readonly sentence: Sentence;
  readonly days: readonly NamedDay[];
  readonly mentions: readonly Mention[];
}

interface Given {
  readonly figure: Figure;
  readonly days: readonly NamedDay[];
  readonly before: IncidentRef | undefined;
  readonly figures: readonly Figure[];
}

// The mention in whose clause the figure stands: the nearest, those before the figure first.
// An event told of in a later clause (`... , which had killed 20 in a bombing`) is not the figure's.
function inReach(tokens: readonly Token[], mention: Mention, figure: Figure): boolean {
  if (mention.at >= figure.first && mention.at < figure.next) return false;
  if (mention.at < figure.first) return true;
  const between = tokens.slice(figure.next, mention.at).map(({ lower }) => lower);
  return (
    between.length <= 16 &&
    !between.some((word) =>
      /^(?:which|who|while|when|after|before|since|amid|despite|but|;)$/.test(word),
    )
  );
}

const nearest = (mentions: readonly Mention[], figure: Figure): Mention | undefined =>
  nearestTo(mentions, figure.first, figure.next);

function nearestTo(mentions: readonly Mention[], first: number, next: number): Mention | undefined {
  const distance = ({ at }: Mention): number => (at < first ? first - at : (at - next) * 1.5 + 1);
  return [...mentions].sort((a, b) => distance(a) - distance(b))[0];
}

/** Totals over a stretch of time belong to no incident. */
function aggregateIn(
  sentence: Sentence,
  figure: Figure,
  days: readonly NamedDay[],
): IncidentRef | null {
  const words = sentence.tokens
    .slice(Math.max(0, figure.first - 25), figure.next + 26)
    .map((token) => token.text)
    .join(' ')
    .toLowerCase();
  const found = TIME_SPAN.exec(words);
  const record =
    found !== null &&
    /\b(?:largest|deadliest|worst|highest|biggest|bloodiest|heaviest|greatest)\b/u.test(
      words.slice(0, found.index),
    );
  const span = record ? undefined : found?.[0];
  if (span !== undefined) return { key: 'aggregate', label: `total ${span}` };
  return days.length > 3 ? { key: 'aggregate', label: 'total over several days' } : null;
}
