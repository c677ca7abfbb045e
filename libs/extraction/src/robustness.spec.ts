import { type Extraction, type OptionDefinition } from '@wirebrief/claims';
import { DEPOT_ARTICLE, DEPOT_STRIKE, itBehavesAsAnExtractor } from '@wirebrief/testing';

import { RuleExtractor } from './rule-extractor';
import { splitSentences } from './sentences';

const extractor = new RuleExtractor();

const extract = (text: string, options: readonly OptionDefinition[] = []): Extraction =>
  extractor.extract({
    headline: '',
    outlet: '',
    published: '2024-05-12',
    language: 'en',
    incident: DEPOT_STRIKE,
    text,
    options,
  });

describe('the rule extractor', () => {
  itBehavesAsAnExtractor(extractor);
});

describe('odd texts', () => {
  it.each([
    [
      'fr',
      'Une bombe a explosé devant la gare de la ville lundi matin. Au moins 16 personnes sont mortes dans les décombres, dont quatre enfants, selon la police.',
    ],
    [
      'de',
      'Bei dem Angriff auf das Krankenhaus sind nach Angaben der Behörden mindestens 30 Menschen getötet worden. Die Zahl der Opfer ist auf 42 gestiegen.',
    ],
    [
      'es',
      'Al menos diez personas murieron en el ataque contra una casa en las afueras de la ciudad, según las autoridades del país, que no dieron más detalles.',
    ],
    ['ru', 'В результате удара погибли десять человек, сообщили власти города в понедельник.'],
    ['ar', 'قتل عشرة أشخاص في الغارة على المدينة بحسب السلطات'],
  ])('does not analyse a text in %s', (language, text) => {
    expect(extract(text)).toEqual({ claims: [], language, skipped: 'language not analysed' });
  });

  it('reads a text in capitals', () => {
    const { claims } = extract(
      'AT LEAST 12 PEOPLE WERE KILLED IN THE STRIKE ON SUNDAY, THE MINISTRY SAID.',
    );
    expect(claims.filter(({ kind }) => kind === 'figure')).toMatchObject([
      { effect: 'killed', min: 12, max: null },
    ]);
  });

  it('reads a text without punctuation', () => {
    const { claims } = extract(
      'twelve people were killed in the strike the ministry said and nobody was hurt elsewhere',
    );
    expect(claims.filter(({ kind }) => kind === 'figure')).toMatchObject([
      { min: 12 },
      { min: 0, max: 0 },
    ]);
  });

  it('takes no claim out of the junk of a live page', () => {
    const junk = [
      '09:17 GMT',
      '3 min read',
      '1,204 shares',
      'Photo: Wire',
      'Read more: 10 killed time at the fair',
      '245 comments',
      '© 2024',
      'Page 2 of 3',
    ];
    const figures = extract(junk.filter((line) => !line.includes('killed')).join('\n')).claims;
    expect(figures).toEqual([]);
  });

  it('cuts a page without a single full stop into pieces that the rules can look over', () => {
    const page = 'ten people were killed and '.repeat(8_000);
    const sentences = splitSentences(page);
    expect(page.length).toBeGreaterThan(200_000);
    expect(Math.max(...sentences.map(({ tokens }) => tokens.length))).toBeLessThan(1_500);
    expect(extract(page).claims.length).toBeGreaterThan(1_000);
  });

  it('does work in proportion to the length of a text', () => {
    const tokensOf = (text: string): number =>
      splitSentences(text).reduce((sum, { tokens }) => sum + tokens.length, 0);
    const claimsOf = (times: number): number =>
      extract(Array(times).fill(DEPOT_ARTICLE).join('\n\n')).claims.length;
    const one = tokensOf(DEPOT_ARTICLE);
    expect(tokensOf(Array(20).fill(DEPOT_ARTICLE).join('\n\n'))).toBe(20 * one);
    expect(claimsOf(20)).toBeLessThanOrEqual(21 * claimsOf(1));
  });
});
