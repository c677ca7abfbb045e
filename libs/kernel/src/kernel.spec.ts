import fc from 'fast-check';

import { fold } from './decider';
import { isWirebriefError, WirebriefError } from './errors';
import { sha256, uuidFrom } from './hash';
import { canonicalJson } from './json';
import { categoryOf, type Commit, isStreamId, recordedEvents } from './log';

describe('canonicalJson', () => {
  it('does not depend on the order of keys, at any depth', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });

  it('sorts few keys and many as sort() does', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.boolean(), { maxKeys: 40, size: 'max' }),
        (value) => {
          const inOrder = Object.keys(value).sort();
          const copy = Object.fromEntries(inOrder.map((key) => [key, value[key]]));
          expect(canonicalJson(value)).toBe(JSON.stringify(copy));
        },
      ),
    );
  });

  it('leaves undefined out', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it('gives equal text for equal values and the same value back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('sha256', () => {
  it('is that of the UTF-8 bytes, in lower case', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256('abc')).toBe(abc);
    expect(sha256(new TextEncoder().encode('abc'))).toBe(abc);
    expect(sha256('é')).toBe(sha256(new TextEncoder().encode('é')));
  });
});

describe('uuidFrom', () => {
  it('is the same UUID of version 8 for the same names, for ever', () => {
    expect(uuidFrom('stream', 'commit')).toBe('f86ec684-44ec-838e-b665-829a6bedb06a');
  });

  it('is well formed and differs by namespace and by name', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (namespace, name) => {
        const id = uuidFrom(namespace, name);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(uuidFrom(namespace, `${name}.`)).not.toBe(id);
        expect(uuidFrom(`${namespace}.`, name)).not.toBe(id);
      }),
    );
  });
});

describe('a stream id', () => {
  it.each(['default.article.a-1', 'a.b.c', `t.c.${'x'.repeat(64)}`])('may be %s', (text) => {
    expect(isStreamId(text)).toBe(true);
  });

  it.each([
    '',
    'a.b',
    'a.b.c.d',
    'a..c',
    'a.b.*',
    'a.b.>',
    'a.b.c d',
    `t.c.${'x'.repeat(65)}`,
    'a.b.é',
  ])('may not be "%s"', (text) => {
    expect(isStreamId(text)).toBe(false);
  });

  it('has its category in the middle', () => {
    expect(categoryOf('default.article.a-1')).toBe('article');
  });
});

describe('recordedEvents', () => {
  it('gives each event of a commit its version and the place of the commit', () => {
    const meta = { correlationId: 'r', actor: 'test' };
    const commit: Commit = {
      ...{ id: 'c-1', stream: 'a.b.c', position: 9, firstVersion: 4, version: 5, hash: '', meta },
      recordedAt: '2024-03-01T00:00:00.000Z',
      events: [
        { type: 'One', schema: 1, data: 1 },
        { type: 'Two', schema: 2, data: 2, sourceTime: '2024-02-01T00:00:00Z' },
      ],
    };
    const place = {
      commitId: 'c-1',
      stream: 'a.b.c',
      position: 9,
      recordedAt: commit.recordedAt,
      meta,
    };
    expect(recordedEvents(commit)).toEqual([
      { ...commit.events[0], ...place, version: 4 },
      { ...commit.events[1], ...place, version: 5 },
    ]);
  });
});

describe('fold', () => {
  it('goes through the events in order', () => {
    expect(fold((text, letter: string) => text + letter, '>', ['a', 'b'])).toBe('>ab');
  });
});

describe('a WirebriefError', () => {
  const error = new WirebriefError('WB_X', 'gone', 'It is gone.', 'Look elsewhere.', { cause: 1 });

  it('says what is wrong and what to do', () => {
    expect(error).toMatchObject({
      code: 'WB_X',
      message: 'It is gone.',
      remedy: 'Look elsewhere.',
      cause: 1,
    });
  });

  it('is known by its shape, not by its class', () => {
    expect(isWirebriefError(error)).toBe(true);
    const copy = Object.assign(new Error('It is gone.'), {
      code: 'WB_X',
      category: 'gone',
      remedy: 'x',
    });
    expect(isWirebriefError(copy)).toBe(true);
    expect(isWirebriefError(new Error('other'))).toBe(false);
    expect(isWirebriefError({ code: 'WB_X', category: 'gone', remedy: 'x' })).toBe(false);
  });
});
