import { type IncidentDescription } from '@wirebrief/claims';

import { EVENT_NOUNS, type EventClass } from './data/events';
import { COUNTRY_OF } from './data/nations';
import { type Sentence } from './sentences';

/** What is known of the principal incident, made ready for comparison. */
export interface MainIncident {
  readonly date: string;
  readonly eventClass: EventClass | null;
  readonly words: ReadonlySet<string>;
  /** Those of `words` that can name a place. */
  readonly places: ReadonlySet<string>;
  readonly countries: ReadonlySet<string>;
  readonly actors: ReadonlySet<string>;
}

/** Made ready from the story's description; what it leaves out is read off the article itself. */
export function describeMain(
  incident: IncidentDescription,
  sentences: readonly Sentence[],
): MainIncident {
  const place = incident.place.replace(/\bnear\b[^,;)]*/giu, '');
  const actors = countriesIn(incident.actor);
  const eventClass = classOf(`${incident.weapon} ${incident.title}`) ?? commonestClass(sentences);
  const words = wordsOf(`${place} ${incident.title}`);
  return {
    date: /^\d{4}-\d\d-\d\d/.test(incident.date) ? incident.date.slice(0, 10) : '',
    eventClass,
    words: new Set(words),
    places: new Set(words.filter((word) => word.length > 3 && !NO_PLACE.test(word))),
    countries: new Set(countriesIn(`${incident.place} ${incident.title}`)),
    actors: new Set(incident.actor === '' ? actorsInText(sentences, eventClass) : actors),
  };
}

// Without a description the article's own subject is the sort of event that it names most often.
function commonestClass(sentences: readonly Sentence[]): EventClass | null {
  const counts = new Map<EventClass, number>();
  for (const { tokens } of sentences) {
    for (const { lower } of tokens) {
      const named = EVENT_NOUNS.get(lower);
      if (named === 'air' || named === 'bombing' || named === 'ground')
        counts.set(named, (counts.get(named) ?? 0) + 1);
    }
  }
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  return best !== undefined && best[1] >= 2 ? best[0] : null;
}

function actorsInText(
  sentences: readonly Sentence[],
  eventClass: EventClass | null,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const { tokens } of sentences) {
    tokens.forEach(({ lower }, at) => {
      if (eventClass !== 'air' || EVENT_NOUNS.get(lower) !== 'air') return;
      const words = [tokens[at - 1], tokens[at - 2], tokens[at - 3]].map(
        (token) => token?.lower ?? '',
      );
      const country = words
        .map((word) => COUNTRY_OF.get(word.replace(/-led$/, '')))
        .find((name) => name !== undefined);
      if (country !== undefined) counts.set(country, (counts.get(country) ?? 0) + 1);
    });
  }
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  return best === undefined ? [] : [best[0]];
}

// Words of a description that any other event may be told with as well.
const NO_PLACE =
  /^(?:air|airstrikes?|strikes?|attacks?|raids?|bombings?|drones?|missiles?|deadly|civilians?|near|narrow|residential|from|with|after|over|that|were|killed|killing|deaths?|military|suspected)$/;

const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{L}][\p{L}'’-]*/gu) ?? [];

function countriesIn(text: string): readonly string[] {
  if (text.trim() === '') return [];
  const known = COUNTRIES_IN.get(text);
  if (known !== undefined) return known;
  const lower = ` ${text.toLowerCase().replace(/[(),;/]/g, ' ')} `;
  const coalition = /\bcoalition\b/.test(lower) ? ['coalition'] : [];
  const found = [
    ...coalition,
    ...[...COUNTRY_OF]
      .filter(([form]) => lower.includes(` ${form} `))
      .map(([, country]) => country),
  ];
  if (COUNTRIES_IN.size >= MOST_KEPT) COUNTRIES_IN.clear();
  COUNTRIES_IN.set(text, found);
  return found;
}

// One story's description is asked about with each of its articles.
const COUNTRIES_IN = new Map<string, readonly string[]>();
const MOST_KEPT = 200;

function classOf(text: string): EventClass | null {
  if (/\b(?:suicide|car bomb|truck bomb|ied|explosive device|vest)\b/iu.test(text))
    return 'bombing';
  if (
    /\b(?:drone|missile|air|aircraft|airstrike|gunship|jet|helicopter|bomber|gbu|hellfire|strike|guided bomb|warplane)\b/iu.test(
      text,
    )
  )
    return 'air';
  if (
    /\b(?:gun|guns|gunfire|rifle|rifles|shooting|ambush|machete|knife|shelling|artillery|mortar)\b/iu.test(
      text,
    )
  )
    return 'ground';
  return /\b(?:bomb|bombing|blast|explosion)\b/iu.test(text) ? 'bombing' : null;
}
