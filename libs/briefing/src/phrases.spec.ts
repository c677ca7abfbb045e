import { withinSentence } from './phrases';

it.each([
  ['Officials', 'officials'],
  ['Those who live nearby', 'those who live nearby'],
  ['US officials', 'US officials'],
  ['Aziza Karimi', 'Aziza Karimi'],
])('writes %s within a sentence as %s', (name, written) => {
  expect(withinSentence(name)).toBe(written);
});
