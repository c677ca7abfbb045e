import * as fc from 'fast-check';

import {
  areCopies,
  bandKeys,
  CopyIndex,
  groupCopies,
  sharedPart,
  signatureOf,
} from './syndication';

const REPORT =
  'The ministry said on Monday that a boat with forty passengers had sunk off the northern coast during a storm, and that ' +
  'rescue crews were still looking for survivors near the lighthouse. Fishermen who reached the place first said the waves ' +
  'had been higher than anyone could remember, and that two smaller boats had turned back before noon. The harbour master ' +
  'promised a full inquiry and asked families to gather at the old customs house, where names would be read out each hour.';
const LIGHT_REWRITE = REPORT.replace('on Monday', 'Monday')
  .replace('rescue crews were still looking', 'rescuers kept looking')
  .replace('promised a full inquiry', 'announced an inquiry')
  .replace('each hour', 'every hour');
const SAME_CONFERENCE =
  'Forty people were aboard the vessel that went down in a storm off the northern coast, according to the ministry, which ' +
  'briefed reporters on Monday. Survivors may still be found, officials believe. An inquiry has been opened by the harbour ' +
  'master. Relatives waited for news in a former customs house, and one of them said nobody had told her anything so far.';
const FILLER = Array.from({ length: 900 }, (_, at) => `word${(at * 7919) % 1009}`).join(' ');

describe('recognising copies', () => {
  it('takes a text for a copy of itself', () => {
    expect(sharedPart(signatureOf(REPORT), signatureOf(REPORT))).toBe(1);
  });

  it('recognises a light rewrite', () => {
    expect(areCopies(signatureOf(REPORT), signatureOf(LIGHT_REWRITE))).toBe(true);
  });

  it('recognises a text that is kept whole inside a much longer one', () => {
    expect(areCopies(signatureOf(REPORT), signatureOf(`${FILLER} ${REPORT} ${FILLER}`))).toBe(true);
  });

  it('keeps apart two reports on the same press conference', () => {
    expect(areCopies(signatureOf(REPORT), signatureOf(SAME_CONFERENCE))).toBe(false);
  });

  it('takes no two texts of a few words for copies', () => {
    expect(areCopies(signatureOf('Read more here.'), signatureOf('Read more here.'))).toBe(false);
  });

  it('does not depend on case, punctuation or the kind of apostrophe', () => {
    expect(signatureOf("It's THE harbour, master!")).toEqual(
      signatureOf('it’s the harbour master'),
    );
  });

  it('survives JSON', () => {
    const signature = signatureOf(REPORT);
    expect(JSON.parse(JSON.stringify(signature))).toEqual(signature);
  });

  it('keeps a signature small whatever the length of the text', () => {
    expect(
      signatureOf(Array.from({ length: 40_000 }, (_, at) => `w${at}`).join(' ')).hashes,
    ).toHaveLength(256);
  });

  it('says the same of a pair whichever way round it is asked', () => {
    const words = fc.array(
      fc.constantFrom('boat', 'storm', 'coast', 'crew', 'harbour', 'name', 'hour', 'wave'),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(words, words, (left, right) => {
        const [a, b] = [signatureOf(left.join(' ')), signatureOf(right.join(' '))];
        expect(areCopies(a, b)).toBe(areCopies(b, a));
      }),
    );
  });
});

describe('the index of copies', () => {
  it('finds the copies among what was added before, earliest first', () => {
    const index = new CopyIndex();
    expect(index.add('a', signatureOf(REPORT))).toEqual([]);
    expect(index.add('b', signatureOf(SAME_CONFERENCE))).toEqual([]);
    expect(index.add('c', signatureOf(LIGHT_REWRITE))).toEqual(['a']);
    expect(index.add('d', signatureOf(REPORT))).toEqual(['a', 'c']);
  });

  it('files a text under at most 64 keys', () => {
    expect(bandKeys(signatureOf(FILLER)).length).toBe(64);
  });

  it('puts copies of copies into the group of the first', () => {
    const groups = groupCopies([
      { id: 'first', signature: signatureOf(REPORT) },
      { id: 'other', signature: signatureOf(SAME_CONFERENCE) },
      { id: 'third', signature: signatureOf(LIGHT_REWRITE) },
    ]);
    expect([...groups.entries()]).toEqual([
      ['first', 'first'],
      ['other', 'other'],
      ['third', 'first'],
    ]);
  });

  it('joins two groups when a text is a copy of both', () => {
    const bridge = `${REPORT} ${SAME_CONFERENCE}`;
    const groups = groupCopies([
      { id: 'first', signature: signatureOf(REPORT) },
      { id: 'second', signature: signatureOf(SAME_CONFERENCE) },
      { id: 'bridge', signature: signatureOf(bridge) },
    ]);
    expect(new Set(groups.values())).toEqual(new Set(['first']));
  });
});
