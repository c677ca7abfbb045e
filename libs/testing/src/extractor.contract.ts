import { type Extraction, type Extractor, type Quote } from '@wirebrief/claims';
import fc from 'fast-check';

import { DEPOT_ARTICLE, DEPOT_STRIKE } from './depot-strike';

const pieces = DEPOT_ARTICLE.split(/(?<=[ \n])/);
const mutated = fc
  .array(
    fc.record({
      at: fc.nat(pieces.length - 1),
      change: fc.constantFrom('drop', 'double', 'upper', 'join', 'newline', 'mark', 'swap'),
      mark: fc.constantFrom(
        '“',
        '”',
        '"',
        '(',
        ')',
        '—',
        ',',
        '.',
        ' 12 ',
        ' a dozen ',
        ' and ',
        '\u00a0',
        '😀',
        '\r\n',
        'é',
      ),
    }),
    { maxLength: 40 },
  )
  .map((changes) => changes.reduce(mutate, pieces).join(''));

type Change = { readonly at: number; readonly change: string; readonly mark: string };

function mutate(words: readonly string[], { at, change, mark }: Change): readonly string[] {
  const word = words[at] ?? '';
  const replaced: Readonly<Record<string, readonly string[]>> = {
    drop: [],
    double: [word, word],
    upper: [word.toUpperCase()],
    join: [word.trim()],
    newline: [word, '\n'],
    mark: [mark, word],
    swap: [words[at + 1] ?? '', word],
  };
  return [
    ...words.slice(0, at),
    ...(replaced[change] ?? [word]),
    ...words.slice(at + (change === 'swap' ? 2 : 1)),
  ];
}

/** What every Extractor must do, whatever it finds. */
export function itBehavesAsAnExtractor(extractor: Extractor): void {
  const extract = (text: string): Extraction =>
    extractor.extract({
      headline: '',
      outlet: '',
      published: '2024-05-12',
      language: 'en',
      incident: DEPOT_STRIKE,
      text,
      options: [],
    });

  it('tells its name and its version, which its claims are recorded under', () => {
    expect(extractor.name).toMatch(/^\S+$/);
    expect(extractor.version).toMatch(/^\S+$/);
  });

  it('finds figures, strike facts, positions and options in a plain report', () => {
    expect(new Set(extract(DEPOT_ARTICLE).claims.map(({ kind }) => kind)).size).toBeGreaterThan(2);
  });

  it('quotes exact slices, keeps each number inside its quote and orders its claims', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        expectInvariants(extract(text), text);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same claims for the same text, whatever it read before', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const first = extract(text);
        extract(DEPOT_ARTICLE);
        expect(extract(text)).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });

  it('survives any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expectInvariants(extract(text), text);
      }),
    );
  });

  it('says that an empty text has no text', () => {
    expect(extract(' \n ')).toEqual({ claims: [], language: 'en', skipped: 'no text' });
  });
}

function expectInvariants({ claims, skipped }: Extraction, text: string): void {
  if (skipped !== null) expect(claims).toEqual([]);
  for (const claim of claims) {
    expectExact(claim.quote, text);
    if (claim.kind !== 'figure') continue;
    for (const { quote } of claim.disputedBy ?? []) expectExact(quote, text);
    expect(claim.quote.text).toContain(claim.wording);
    expect(claim.min !== null || claim.max !== null).toBe(true);
    expect((claim.min ?? 0) <= (claim.max ?? Infinity)).toBe(true);
  }
  const starts = claims.map(({ quote }) => quote.start);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
}

function expectExact(quote: Quote, text: string): void {
  expect(text.slice(quote.start, quote.end)).toBe(quote.text);
  expect(quote.text.length).toBeGreaterThan(0);
  expect(quote.text.trim()).toBe(quote.text);
}
