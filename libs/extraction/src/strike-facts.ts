import { type Claimant, type StrikeAspect, type StrikeFactClaim } from '@wirebrief/claims';

import { type Attribution, claimantAt } from './attributions';
import { EVENT_NOUNS } from './data/events';
import { COUNTRY_OF } from './data/nations';
import { CONTESTED } from './data/position-lines';
import { FACT_PATTERNS, FACT_WORDS } from './data/strike-patterns';
import { daysBetween, readDays } from './dates';
import { type Sentence } from './sentences';
import { type Token } from './tokens';

/** What the facts of a sentence are judged by. */
export interface FactContext {
  readonly attributions: readonly Attribution[];
  readonly published: string;
  /** ISO date of the principal incident, or empty. */
  readonly happened: string;
  readonly isStriker: (claimant: Claimant) => boolean;
}

/** What a sentence about the principal incident tells of it: date, place, weapon, party, target, grounds, dispute. */
export function readStrikeFacts(
  text: string,
  sentence: Sentence,
  context: FactContext,
): readonly StrikeFactClaim[] {
  const facts = [
    ...dateFacts(sentence, context),
    ...partyFacts(sentence),
    ...patternFacts(text, sentence),
  ];
  const isFirst = (fact: Fact, at: number): boolean =>
    facts.findIndex(({ aspect, value }) => aspect === fact.aspect && value === fact.value) === at;
  const { start, end } = sentence;
  const quote = { start, end, text: text.slice(start, end) };
  return facts.filter(isFirst).flatMap((fact): readonly StrikeFactClaim[] => {
    const aspect = aspectOf(fact, sentence.lower);
    const claimant =
      aspect === fact.aspect
        ? claimantFor(sentence, context.attributions, fact)
        : contesterIn(context.attributions);
    if (aspect === 'basis' && !isGround(sentence, { claimant, context })) return [];
    return [{ kind: 'strike fact', quote, claimant, aspect, value: fact.value }];
  });
}

// A second explosion that the sentence explains away or finds no trace of is contested, not told.
const aspectOf = ({ aspect }: Fact, words: string): StrikeAspect =>
  aspect === 'secondary effect' && CONTESTED.test(words) ? 'dispute' : aspect;

// Not those who had told of it (`which officials had called ...`), but who speaks of the whole.
const contesterIn = (attributions: readonly Attribution[]): Claimant | null =>
  attributions.find(({ says, order }) => says && order === 'behind')?.claimant ?? null;

const NO_GROUND =
  /\bnot (?:be )?(?:\p{L}+ ){0,2}in (?:\p{L}+ )?self-defen[cs]e|\b(?:oppos(?:e|es|ed|ing)|rul(?:e|es|ed|ing) out|without (?:\p{L}+ ){0,2}(?:partners?|sources?))\b/u;

interface Stated {
  readonly claimant: Claimant | null;
  readonly context: FactContext;
}

// Grounds are stated by the side that struck; told by nobody they count where that side is the subject.
function isGround({ lower, tokens }: Sentence, { claimant, context }: Stated): boolean {
  if (NO_GROUND.test(lower) || CONTESTED.test(lower)) return false;
  if (claimant === null) return partySubject(tokens) !== null || context.attributions.length === 0;
  const official = /^(?:official|unnamed official|body|document)$/.test(claimant.role);
  return official && !/\bformer\b/iu.test(claimant.name) && context.isStriker(claimant);
}

interface Fact {
  readonly aspect: StrikeAspect;
  readonly value: string;
  /** Offset into the text where the fact is told. */
  readonly at: number;
}

// Who disputes something is the subject of the sentence; other facts belong to whoever is reported to say them.
function claimantFor(
  { tokens }: Sentence,
  attributions: readonly Attribution[],
  { aspect, at }: Fact,
): Claimant | null {
  const index = tokens.findIndex(({ end }) => end > at);
  const said = claimantAt(attributions, index)?.claimant ?? null;
  if (said !== null || aspect !== 'dispute') return said;
  return attributions.findLast(({ verb }) => verb <= index + 1)?.claimant ?? null;
}

const isStrikeNoun = (token: Token): boolean =>
  EVENT_NOUNS.get(token.lower) === 'air' || /^(?:attack|bombing|raid)$/.test(token.lower);

// A calendar day beside the strike's noun: `the March 4 strike`, `the strike on 4 March`, `the raid came on 4 March`.
function dateFacts({ tokens }: Sentence, { published, happened }: FactContext): readonly Fact[] {
  return readDays(tokens, published).flatMap((day) => {
    if (day.kind !== 'calendar' || (daysBetween(day.day, happened) ?? 0) > 1) return [];
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

// `a US drone strike`: the nation before the weapon or the strike; else the nation that is the subject of the
// striking: `The United States carried out ...`.
function partyFacts({ tokens }: Sentence): readonly Fact[] {
  const at = tokens.findIndex((token) => EVENT_NOUNS.get(token.lower) === 'air');
  return (at < 0 ? null : partyBefore(tokens, at)) ?? partySubject(tokens) ?? [];
}

function partyBefore(tokens: readonly Token[], at: number): readonly Fact[] | null {
  for (const word of tokens.slice(Math.max(0, at - 4), at).reverse()) {
    const country = COUNTRY_OF.get(word.lower.replace(/-led$/, ''));
    if (country !== undefined) return [{ aspect: 'party', value: country, at: word.start }];
    if (!STRIKE_MODIFIERS.test(word.lower)) return null;
  }
  return null;
}

const STRIKE_MODIFIERS =
  /^(?:drone|air|military|missile|army|forces?|led|coalition|deadly|botched|errant|precision)$/;
const STRIKES = /^(?:targeted|struck|bombed|launched|conducted|fired|hit|target)$/;

function partySubject(tokens: readonly Token[]): readonly Fact[] | null {
  if (!tokens.slice(2, 16).some(({ lower }) => STRIKES.test(lower))) return null;
  const first = tokens[0]?.lower === 'the' ? 1 : 0;
  const [one, two] = [tokens[first], tokens[first + 1]];
  if (one === undefined || two === undefined) return null;
  const country = COUNTRY_OF.get(`${one.lower} ${two.lower}`) ?? COUNTRY_OF.get(one.lower);
  return country === undefined ? null : [{ aspect: 'party', value: country, at: one.start }];
}

function patternFacts(text: string, sentence: Sentence): readonly Fact[] {
  const { start, end, lower } = sentence;
  if (!FACT_WORDS.test(lower)) return [];
  const words = text.slice(start, end);
  return FACT_PATTERNS.flatMap(({ aspect, pattern, value }) => {
    const match = pattern.exec(value === 'name' ? words : lower);
    if (match === null) return [];
    const at = start + match.index;
    if (value === 'sentence') return [{ aspect, value: tidy(words), at }];
    const told = match.groups?.['value'] ?? match[0];
    const from = match.index + match[0].indexOf(told);
    const written = words.slice(from, from + told.length);
    return [{ aspect, value: tidy(written).replace(/[.,;]$/, ''), at }];
  });
}

const tidy = (words: string): string => words.replace(/\s+/g, ' ').trim();
