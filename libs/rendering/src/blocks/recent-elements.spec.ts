import { type HtmlElement } from './html-tree';
import { createRecentElements } from './recent-elements';

const element: HtmlElement = { name: 'p', attributes: {}, children: [], line: 1 };
const PART = '<p>a</p>';

it('finds what earlier documents of 250,000 characters together have', () => {
  const recent = createRecentElements();
  recent.begin(60_000).keep(PART, element);
  expect(recent.begin(60_000).find(PART)).toBe(element);
  recent.begin(180_000).keep('<p>b</p>', element);
  recent.begin(60_000);
  const last = recent.begin(1_000);
  expect(last.find('<p>b</p>')).toBe(element);
  expect(last.find(PART)).toBeUndefined();
});

it('remembers a long document for the next one, and not through a rest', () => {
  const recent = createRecentElements();
  recent.begin(4_000_000).keep(PART, element);
  expect(recent.begin(4_000_000).find(PART)).toBe(element);
  recent.rest();
  expect(recent.begin(4_000_000).find(PART)).toBeUndefined();
});

it('remembers a short document through a rest', () => {
  const recent = createRecentElements();
  recent.begin(250_000).keep(PART, element);
  recent.rest();
  expect(recent.begin(1_000).find(PART)).toBe(element);
});

it('keeps nothing of a document that is longer than any may be', () => {
  const recent = createRecentElements();
  recent.begin(4_000_001).keep(PART, element);
  expect(recent.begin(1_000).find(PART)).toBeUndefined();
});
