import {
  type Claim,
  type Claimant,
  type ExtractionInput,
  type FigureClaim,
  type PositionClaim,
} from '@wirebrief/claims';

import { type Attribution, claimantAt } from './attributions';
import { SpeakerTracker } from './claimants';
import { markCorrected } from './corrections';
import { type NamedDay, readDays } from './dates';
import { FigureReader } from './figure-claims';
import { IncidentTracker } from './incidents';
import { describeMain } from './main-incident';
import { OptionReader } from './options';
import { readPositions } from './positions';
import { type Sentence, splitSentences } from './sentences';
import { type FactContext, readStrikeFacts } from './strike-facts';

/** The claims of an article in order of appearance. */
export function readArticle(input: ExtractionInput): readonly Claim[] {
  const sentences = splitSentences(input.text);
  const reader = new ArticleReader(input, sentences);
  const claims = sentences.flatMap((sentence, index) => reader.read(sentence, index));
  const figures = claims.filter((claim): claim is FigureClaim => claim.kind === 'figure');
  const others = claims.filter((claim) => claim.kind !== 'figure');
  return [...markCorrected(input.text, reader.withDisputes(figures)), ...others].sort(
    (a, b) => a.quote.start - b.quote.start || a.quote.end - b.quote.end,
  );
}

class ArticleReader {
  readonly #input: ExtractionInput;
  readonly #speakers: SpeakerTracker;
  readonly #incidents: IncidentTracker;
  readonly #figures: FigureReader;
  readonly #options: OptionReader;

  constructor(input: ExtractionInput, sentences: readonly Sentence[]) {
    this.#input = input;
    this.#speakers = new SpeakerTracker(input.text);
    this.#incidents = new IncidentTracker(describeMain(input.incident, sentences), input.published);
    this.#figures = new FigureReader(input.text, this.#incidents);
    this.#options = new OptionReader(input.options);
  }

  withDisputes(figures: readonly FigureClaim[]): readonly FigureClaim[] {
    return this.#figures.withDisputes(figures);
  }

  read(sentence: Sentence, index: number): readonly Claim[] {
    const { text } = this.#input;
    const speaker = this.#speakers.last;
    const attributions = this.#speakers.read(sentence);
    const figures = this.#figures.read(sentence, index, { attributions, speaker });
    const quoted = quotedSpeaker(text, sentence, speaker);
    const speakerAt = (offset: number): Claimant | null =>
      speakerOf(sentence, attributions, offset) ?? quoted;
    const aboutMain =
      this.#incidents.topic.key === 'main' && !this.#incidents.isElsewhere(sentence);
    return [
      ...figures,
      ...this.#options.read(text, sentence, index, speakerAt),
      ...(aboutMain ? this.positions(sentence, attributions, quoted) : []),
      ...(aboutMain ? readStrikeFacts(text, sentence, this.contextOf(attributions)) : []),
    ];
  }

  private isStriker(claimant: Claimant): boolean {
    return this.#incidents.isStriker(claimant, this.#speakers.descriptions.of(claimant));
  }

  private contextOf(attributions: readonly Attribution[]): FactContext {
    const isStriker = (claimant: Claimant): boolean => this.isStriker(claimant);
    const { published, incident } = this.#input;
    return { attributions, published, happened: incident.date, isStriker };
  }

  private positions(
    sentence: Sentence,
    attributions: readonly Attribution[],
    quoted: Claimant | null,
  ): readonly PositionClaim[] {
    const { text, published } = this.#input;
    const days = readDays(sentence.tokens, published);
    const spoken = attributions.map(({ claimant, verb }, at) => ({
      claimant,
      saidOn: dayOf(sentence, days, [verb, ...verbsOf(attributions, claimant)]),
      words: attributions.length === 1 ? sentence : clauseOf(sentence, attributions, at),
    }));
    const stated =
      spoken.length > 0 || quoted === null
        ? spoken
        : [{ claimant: quoted, saidOn: null, words: sentence }];
    const claims = stated.flatMap(({ claimant, saidOn, words }) => {
      const holder = { claimant, isStriker: this.isStriker(claimant) };
      return readPositions(text, { sentence, words }, holder, saidOn);
    });
    const isFirst = (claim: PositionClaim, at: number): boolean =>
      claims.findIndex(({ actor, line }) => actor === claim.actor && line === claim.line) === at;
    return claims.filter(isFirst);
  }
}

// What a speaker says in two clauses of one sentence is said on one day.
const verbsOf = (attributions: readonly Attribution[], { name }: Claimant): readonly number[] =>
  attributions.filter(({ claimant }) => claimant.name === name).map(({ verb }) => verb);

const dayOf = (
  sentence: Sentence,
  days: readonly NamedDay[],
  verbs: readonly number[],
): string | null =>
  days.find((day) => verbs.some((verb) => isBeside(sentence, day, verb)))?.day ?? null;

// `said on Friday that`, `on Friday conceded`: the day of the statement stands beside its verb.
function isBeside({ tokens }: Sentence, { first, next }: NamedDay, verb: number): boolean {
  if (next <= verb) return verb - next <= 1;
  const between = tokens.slice(verb + 1, first).map(({ lower }) => lower);
  return between.length <= 6 && !between.some((word) => /^(?:that|of|[,”"])$/.test(word));
}

interface Span {
  readonly start: number;
  readonly end: number;
}

// Of several speakers in one sentence each has what lies between the speaker before and the speaker after.
function clauseOf(
  { start, end, tokens }: Sentence,
  attributions: readonly Attribution[],
  at: number,
): Span {
  const verbAt = (index: number, otherwise: number): number =>
    attributions[index]?.verb ?? otherwise;
  const behind = attributions[at]?.order === 'behind';
  const from = behind ? verbAt(at - 1, -1) + 1 : verbAt(at, 0);
  const to = behind ? verbAt(at, 0) : verbAt(at + 1, tokens.length);
  return { start: tokens[from]?.start ?? start, end: tokens[to]?.start ?? end };
}

// Whoever acts in the sentence (`the ministry is considering`), else whoever covers the place, else the first to speak.
function speakerOf(
  { tokens }: Sentence,
  attributions: readonly Attribution[],
  offset: number,
): Claimant | null {
  const at = tokens.findIndex(({ end }) => end > offset);
  const acting = attributions.find(({ order, says }) => order === 'before' && !says);
  return (acting ?? claimantAt(attributions, at) ?? attributions[0])?.claimant ?? null;
}

// A sentence inside quotation marks without a speaker of its own goes on with the one before.
function quotedSpeaker(
  text: string,
  { start, end }: Sentence,
  speaker: Claimant | null,
): Claimant | null {
  return /^[“"]|[”"]$/.test(text.slice(start, end)) ? speaker : null;
}
