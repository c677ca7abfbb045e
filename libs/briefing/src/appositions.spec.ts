import fc from 'fast-check';

import { appositions } from './appositions';

const DESCRIPTIONS = ['head of Coast Command', 'U.S. envoy', 'Head of the port', 'minister'];
const NAMES = ['Jane Roe', 'John van Doe', 'Roe'];

/** Sentences of these, in any order and case, with what may stand between them. */
const phrase = fc.constantFrom(
  ...[...DESCRIPTIONS, ...DESCRIPTIONS.map((text) => text.toUpperCase())],
  ...[...NAMES, 'JANE ROE', 'Roeder'],
);
const glue = fc.constantFrom(', ', ', the ', ', an ', ' ', ', Gen. ', ', then Lt. Gen. ', ' said ');
const sentences = fc
  .array(fc.tuple(phrase, glue), { maxLength: 5 })
  .map((parts) => parts.flat().join(''));

it('finds a name beside a description wherever a quote sets them around a comma', () => {
  const pattern = (what: string, name: string): RegExp =>
    new RegExp(
      `${what}, (?:[\\p{L}.]+ ){0,4}${name}\\b|\\b${name}, (?:the |an? )?${what}\\b`,
      'iu',
    );
  let pairs = 0;
  fc.assert(
    fc.property(fc.array(sentences, { maxLength: 3 }), (quotes) => {
      const found = appositions(quotes, DESCRIPTIONS, NAMES);
      for (const description of DESCRIPTIONS) {
        const beside = NAMES.filter((name) =>
          quotes.some((quote) => pattern(description.replaceAll('.', '\\.'), name).test(quote)),
        );
        pairs += beside.length;
        expect([...(found.get(description) ?? [])].sort()).toEqual(beside.sort());
      }
    }),
    { numRuns: 400 },
  );
  expect(pairs).toBeGreaterThan(20);
});
