import { directionOf, languageName, languageTag } from './language';

it('accepts well-formed language tags only', () => {
  expect(languageTag('EN-gb')).toBe('en-GB');
  expect(languageTag('"><script>')).toBeNull();
  expect(languageTag('english language')).toBeNull();
  expect(languageTag('')).toBeNull();
});

it.each([
  ['en', 'ltr'],
  ['ps', 'rtl'],
  ['fa-AF', 'rtl'],
  ['uz-Arab', 'rtl'],
  ['uz', 'ltr'],
  ['he', 'rtl'],
])('takes the direction of %s from its script', (tag, direction) => {
  expect(directionOf(tag)).toBe(direction);
});

it('names a language in another, and prints what is no tag', () => {
  expect(languageName('en', 'ps')).toBe('Pashto');
  expect(languageName('de', 'ps')).toBe('Paschtu');
  expect(languageName('en', 'und')).toBe('an unknown language');
  expect(languageName('en', 'not a tag')).toBe('not a tag');
});
