import { type Extraction, type ExtractionInput, Extractor } from '@wirebrief/claims';

import { readArticle } from './article';
import { detectLanguage } from './language';

/** The built-in extractor: rules over words, no model and no network. */
export class RuleExtractor extends Extractor {
  readonly name = 'wirebrief-rules';
  readonly version = '1.6.1';

  extract(input: ExtractionInput): Extraction {
    const language = detectLanguage(input.text, input.language);
    if (input.text.trim() === '') return { claims: [], language, skipped: 'no text' };
    if (language !== 'en') return { claims: [], language, skipped: 'language not analysed' };
    return { claims: readArticle(input), language, skipped: null };
  }
}
