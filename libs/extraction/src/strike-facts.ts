import { type Claimant, type StrikeAspect, type StrikeFactClaim } from '@wirebrief/claims';

import { type Attribution, claimantAt } from './claimants';
import { EVENT_NOUNS } from './data/events';
import { COUNTRY_OF } from './data/nations';
import { FACT_PATTERNS, FACT_WORDS } from './data/strike-patterns';
import { readDays } from './dates';
import { type Sentence } from './sentences';
import { type Token } from './tokens';

interface Context {
  readonly attributions: readonly Attribution[];
  readonly published: string;
}

/** What a sentence about the principal incident tells of it: date, place, weapon, party, target, grounds, dispute. */
export function readStrikeFacts(
  text: string,
  sentence: Sentence,
  context: Context,
): readonly StrikeFactClaim[] {
  const facts = [
    ...dateFacts(sentence, context.published),
    ...partyFacts(sentence),
    ...patternFacts(text, sentence),
  ];
  return facts.map(({ aspect, value, at }) => ({
    kind: 'strike fact',
    quote: {
      start: sentence.start,
      end: sentence.end,
      text: text.slice(sentence.start, sentence.end),
    },
    claimant: claimantFor(sentence, context.attributions, at),
    aspect,
    value,
  }));
}

interface Fact {
  readonly aspect: StrikeAspect;
  readonly value: string;
  /** Offset into the text where the fact is told. */
  readonly at: number;
}

function claimantFor(
  sentence: Sentence,
  attributions: readonly Attribution[],
  at: number,
): Claimant | null {
  const token = sentence.tokens.findIndex(({ end }) => end > at);
  return claimantAt(attributions, token)?.claimant ?? null;
}

const isStrikeNoun = (token: Token): boolean =>
  EVENT_NOUNS.get(token.lower) === 'air' || /^(?:attack|bombing|raid)$/.test(token.lower);

// A calendar day beside the strike's noun: `the Aug. 29 strike`, `the strike on 29 August`, `the strike came on 29 August`.
function dateFacts({ tokens }: Sentence, published: string): readonly Fact[] {
  return readDays(tokens, published).flatMap((day) => {
    if (day.kind !== 'calendar') return [];
    const noun = tokens.findIndex(
      (token, at) => isStrikeNoun(token) && at >= day.first - 7 && at <= day.next + 3,
    );
    if (noun < 0) return [];
    const between = tokens
      .slice(Math.min(noun, day.first), Math.max(noun, day.next))
      .map(({ lower }) => lower);
    const apart = between.some((word) =>
      /^(?:said|told|says|after|before|since|report|released|report|statement|and|[;,”"])$/.test(
        word,
      ),
    );
    return apart
      ? []
      : [{ aspect: 'date' as const, value: day.day, at: tokens[day.first]?.start ?? 0 }];
  });
}

// `a US drone strike`, `an American missile hit`: the nation before the weapon or the strike.
function partyFacts({ tokens }: Sentence): readonly Fact[] {
  const at = tokens.findIndex(
    (token) => isStrikeNoun(token) && EVENT_NOUNS.get(token.lower) === 'air',
  );
  if (at < 0) return [];
  for (let before = at - 1; before >= Math.max(0, at - 4); before--) {
    const word = tokens[before];
    const country = COUNTRY_OF.get(word?.lower.replace(/-led$/, '') ?? '');
    if (word !== undefined && country !== undefined)
      return [{ aspect: 'party', value: country, at: word.start }];
    if (
      word !== undefined &&
      !/^(?:drone|air|military|missile|army|forces?|led|coalition|deadly|botched|errant|precision)$/.test(
        word.lower,
      )
    )
      return [];
  }
  return [];
}

function patternFacts(text: string, sentence: Sentence): readonly Fact[] {
  const words = text.slice(sentence.start, sentence.end);
  if (!FACT_WORDS.test(words)) return [];
  return FACT_PATTERNS.flatMap(({ aspect, pattern, whole, value }) => {
    const match = pattern.exec(words);
    if (match === null) return [];
    const told = value ?? (whole ? words : (match.groups?.['value'] ?? match[0]));
    return [{ aspect, value: told.replace(/\s+/g, ' ').trim(), at: sentence.start + match.index }];
  });
}
