import {
  type Claim,
  type Effect,
  type Extraction,
  type ExtractionInput,
  Extractor,
  type FigureClaim,
  MAIN_INCIDENT,
} from '@wirebrief/claims';

import { readDenials } from './denials';
import { type Figure, readFigures } from './figures';
import { detectLanguage } from './language';
import { type Sentence, splitSentences } from './sentences';

/** The built-in extractor: rules over words, no model and no network. */
export class RuleExtractor extends Extractor {
  readonly name = 'wirebrief-rules';
  readonly version = '1.0.0';

  extract(input: ExtractionInput): Extraction {
    const language = detectLanguage(input.text, input.language);
    if (input.text.trim() === '') return { claims: [], language, skipped: 'no text' };
    if (language !== 'en') return { claims: [], language, skipped: 'language not analysed' };
    return { claims: claimsOf(input), language, skipped: null };
  }
}

function claimsOf(input: ExtractionInput): readonly Claim[] {
  const sentences = splitSentences(input.text);
  const claims: Claim[] = [];
  let carried: Effect | null = null;
  sentences.forEach((sentence, index) => {
    const figures = readFigures(sentence, index, carried);
    claims.push(...figures.map((figure) => toClaim(input.text, sentence, figure)));
    for (const denial of readDenials(input.text, sentence)) {
      claims.push({
        kind: 'figure',
        quote: { start: denial.start, end: denial.end, text: denial.wording },
        claimant: null,
        incident: MAIN_INCIDENT,
        effect: denial.effect,
        group: denial.group,
        min: 0,
        max: 0,
        qualifier: 'none known',
        wording: denial.wording,
        status: 'denied',
        increment: false,
      });
    }
    carried = figures.at(-1)?.effect ?? (sentence.tokens.length < 4 ? carried : null);
  });
  return claims;
}

function toClaim(text: string, sentence: Sentence, figure: Figure): FigureClaim {
  const start = sentence.tokens[figure.first]?.start ?? sentence.start;
  const end = sentence.tokens[figure.next - 1]?.end ?? sentence.end;
  const { quantity } = figure;
  return {
    kind: 'figure',
    quote: { start, end, text: text.slice(start, end) },
    claimant: null,
    incident: MAIN_INCIDENT,
    effect: figure.effect,
    group: figure.group,
    min: quantity.min,
    max: quantity.max,
    qualifier: quantity.qualifier,
    wording: text.slice(start, sentence.tokens[quantity.next - 1]?.end ?? end),
    status: 'asserted',
    increment: figure.increment,
  };
}
