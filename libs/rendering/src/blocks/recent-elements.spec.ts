import { type HtmlElement } from './html-tree';
import { createRecentElements } from './recent-elements';

const element: HtmlElement = { name: 'p', attributes: {}, children: [], line: 1 };

it('finds what an earlier document has, until documents of 1,000,000 characters followed', () => {
  const recent = createRecentElements();
  recent.begin(250_000).keep('<p>a</p>', element);
  expect(recent.begin(250_000).find('<p>a</p>')).toBe(element);
  expect(recent.begin(750_000).find('<p>a</p>')).toBe(element);
  recent.begin(750_000);
  expect(recent.begin(250_000).find('<p>a</p>')).toBeUndefined();
});

it('keeps nothing of a document that is larger than all it may hold', () => {
  const recent = createRecentElements();
  recent.begin(1_000_001).keep('<p>a</p>', element);
  expect(recent.begin(1000).find('<p>a</p>')).toBeUndefined();
});
