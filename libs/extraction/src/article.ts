import {
  type Claim,
  type Claimant,
  type ExtractionInput,
  type PositionClaim,
} from '@wirebrief/claims';

import { type Attribution, SpeakerTracker } from './claimants';
import { readDays } from './dates';
import { FigureReader } from './figure-claims';
import { IncidentTracker } from './incidents';
import { describeMain } from './main-incident';
import { OptionReader } from './options';
import { readPosition } from './positions';
import { type Sentence, splitSentences } from './sentences';
import { readStrikeFacts } from './strike-facts';

/** The claims of an article in order of appearance. */
export function readArticle(input: ExtractionInput): readonly Claim[] {
  const sentences = splitSentences(input.text);
  const reader = new ArticleReader(input, sentences);
  const claims = sentences.flatMap((sentence, index) => reader.read(sentence, index));
  return claims.sort((a, b) => a.quote.start - b.quote.start || a.quote.end - b.quote.end);
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

  read(sentence: Sentence, index: number): readonly Claim[] {
    const { text } = this.#input;
    const speaker = this.#speakers.last;
    const attributions = this.#speakers.read(sentence);
    const figures = this.#figures.read(sentence, index, { attributions, speaker });
    const claimant = attributions[0]?.claimant ?? null;
    const aboutMain =
      this.#incidents.topic.key === 'main' && !this.#incidents.isElsewhere(sentence);
    return [
      ...figures,
      ...this.#options.read(
        text,
        sentence,
        index,
        claimant ?? quotedSpeaker(text, sentence, speaker),
      ),
      ...(aboutMain
        ? this.positions(sentence, attributions, quotedSpeaker(text, sentence, speaker))
        : []),
      ...(aboutMain
        ? readStrikeFacts(text, sentence, { attributions, published: this.#input.published })
        : []),
    ];
  }

  private positions(
    sentence: Sentence,
    attributions: readonly Attribution[],
    quoted: Claimant | null,
  ): readonly PositionClaim[] {
    const saidOn = readDays(sentence.tokens, this.#input.published)[0]?.day ?? null;
    const { text } = this.#input;
    const spoken = attributions.map((attribution, at) => ({
      claimant: attribution.claimant,
      words: attributions.length === 1 ? sentence : clauseOf(sentence, attributions, at),
    }));
    const stated =
      spoken.length > 0 || quoted === null ? spoken : [{ claimant: quoted, words: sentence }];
    const claims = stated.map(({ claimant, words }) =>
      readPosition(text, { sentence, words }, claimant, saidOn),
    );
    const found = claims.filter((claim): claim is PositionClaim => claim !== null);
    return found.filter(
      (claim, at) => found.findIndex(({ actor }) => actor === claim.actor) === at,
    );
  }
}

// Of several speakers in one sentence each has what lies between the speaker before and the speaker after.
function clauseOf(sentence: Sentence, attributions: readonly Attribution[], at: number): Span {
  const own = attributions[at];
  const verbs = attributions.map(({ verb }) => verb);
  const from = own?.order === 'behind' ? (verbs[at - 1] ?? -1) + 1 : (own?.verb ?? 0);
  const to = own?.order === 'behind' ? own.verb : (verbs[at + 1] ?? sentence.tokens.length);
  return {
    start: sentence.tokens[from]?.start ?? sentence.start,
    end: sentence.tokens[to]?.start ?? sentence.end,
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

// A sentence inside quotation marks without a speaker of its own goes on with the one before.
function quotedSpeaker(
  text: string,
  { start, end }: Sentence,
  speaker: Claimant | null,
): Claimant | null {
  return /^[“"]|[”"]$/.test(text.slice(start, end)) ? speaker : null;
}
