import { articleUpdate } from '@wirebrief/testing';

import {
  type ArticleUpdateInput,
  articleIdOf,
  articleUpdateSchema,
  MAX_TEXT_LENGTH,
} from './update';

const idOf = (update: ArticleUpdateInput): string =>
  articleIdOf(articleUpdate({ text: 'Ten people were killed.', ...update }));

describe('the id of an article', () => {
  it('is fit for a stream name', () => {
    expect(idOf({})).toMatch(/^a-[0-9a-f]{24}$/);
  });

  it('stays the same for every text of one item of one source', () => {
    const item = { source: 'harbour-wire', itemId: '1' };
    expect(idOf({ ...item, text: 'Nine.' })).toBe(idOf({ ...item, text: 'Ten.', version: 2 }));
    expect(idOf({ ...item, url: 'https://harbour.example/a' })).toBe(idOf(item));
  });

  it('differs between sources that count alike', () => {
    expect(idOf({ source: 'harbour-wire', itemId: '1' })).not.toBe(
      idOf({ source: 'lantern', itemId: '1' }),
    );
  });

  it('differs between hosts that count alike where nobody names a source', () => {
    expect(idOf({ itemId: '1', url: 'https://harbour.example/1' })).not.toBe(
      idOf({ itemId: '1', url: 'https://lantern.example/1' }),
    );
  });

  it.each([
    ['tracking parameters', 'https://harbour.example/story?id=7&utm_source=feed&fbclid=x&gclid=y'],
    ['www', 'https://www.harbour.example/story?id=7'],
    ['the scheme', 'http://harbour.example/story?id=7'],
    ['a fragment', 'https://harbour.example/story?id=7#comments'],
    ['a closing slash', 'https://harbour.example/story/?id=7'],
    ['the case of the host', 'https://HARBOUR.example/story?id=7'],
  ])('does not depend on %s in the URL', (_, url) => {
    expect(idOf({ url })).toBe(idOf({ url: 'https://harbour.example/story?id=7' }));
  });

  it.each([
    'https://harbour.example/story?id=8',
    'https://harbour.example/other?id=7',
    'https://news.harbour.example/story?id=7',
    'https://harbour.example:8443/story?id=7',
  ])('tells %s apart', (url) => {
    expect(idOf({ url })).not.toBe(idOf({ url: 'https://harbour.example/story?id=7' }));
  });

  it('does not depend on the order of parameters', () => {
    expect(idOf({ url: 'https://harbour.example/s?a=1&b=2' })).toBe(
      idOf({ url: 'https://harbour.example/s?b=2&a=1' }),
    );
  });

  it('is that of the words where there is neither item id nor URL', () => {
    expect(idOf({ outlet: 'Lantern' })).toBe(idOf({ outlet: 'Lantern' }));
    expect(idOf({ outlet: 'Lantern' })).not.toBe(idOf({ outlet: 'Lantern', text: 'Nine.' }));
    expect(idOf({ outlet: 'Lantern' })).not.toBe(idOf({ outlet: 'Courier' }));
  });
});

describe('an update', () => {
  it('needs nothing but a text, and is then a report', () => {
    expect(articleUpdateSchema.parse({ text: 'Ten.' })).toEqual({
      kind: 'article',
      genre: 'report',
      text: 'Ten.',
    });
  });

  it.each<[string, unknown]>([
    ['kind', 'retraction'],
    ['source', ''],
    ['itemId', '  '],
    ['outlet', ''],
    ['itemId', 'x'.repeat(501)],
    ['version', -1],
    ['version', 1.5],
    ['version', '2'],
    ['url', 'harbour.example/a'],
    ['url', 'javascript:alert(1)'],
    ['url', `https://harbour.example/${'a'.repeat(2000)}`],
    ['headline', 7],
    ['byline', ['A']],
    ['published', 'yesterday'],
    ['published', '2024-02-30'],
    ['updated', '2024-03-01T10:00:00'],
    ['language', 'English please'],
    ['genre', 'satire'],
    ['note', 'x'.repeat(5001)],
    ['editorNote', 1],
    ['reason', null],
    ['stories', 'bridge'],
    ['stories', ['x'.repeat(65)]],
    ['text', 'x'.repeat(MAX_TEXT_LENGTH + 1)],
    ['text', 7],
    ['body', 'an unknown field'],
  ])('is refused for a bad %s, by name', (field, value) => {
    const { error } = articleUpdateSchema.safeParse({ text: 'Ten.', [field]: value });
    const named = error?.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys : [issue.path[0]],
    );
    expect(named).toEqual([field]);
  });

  it('names every bad field at once', () => {
    const bad = { version: -1, url: 'x', genre: 'satire', published: 'soon' };
    const paths = articleUpdateSchema.safeParse(bad).error?.issues.map(({ path }) => path[0]);
    expect(paths?.sort()).toEqual(['genre', 'published', 'url', 'version']);
  });
});
