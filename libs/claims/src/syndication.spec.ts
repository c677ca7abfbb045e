import * as fc from 'fast-check';

import { areCopies, CopyIndex, groupCopies, sharedPart, signatureOf } from './syndication';

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
  it('finds the copies among what was added before, in the order of adding', () => {
    const index = new CopyIndex();
    expect(index.copiesOf(signatureOf(REPORT))).toEqual([]);
    index.add('a', signatureOf(REPORT));
    index.add('b', signatureOf(SAME_CONFERENCE));
    expect(index.copiesOf(signatureOf(LIGHT_REWRITE))).toEqual(['a']);
    index.add('c', signatureOf(LIGHT_REWRITE));
    expect(index.copiesOf(signatureOf(REPORT))).toEqual(['a', 'c']);
  });

  it('leaves a text alone that is filed already', () => {
    const index = new CopyIndex();
    index.add('a', signatureOf(REPORT));
    index.add('a', signatureOf(FILLER));
    expect(index.copiesOf(signatureOf(FILLER))).toEqual([]);
  });

  it('misses no copy that a comparison with every text finds', () => {
    // Texts of very different lengths that share passages: what is short beside what is long shares few hashes.
    const passage = fc
      .nat(11)
      .chain((at) =>
        fc
          .nat(120)
          .map((length) => Array.from({ length }, (_, word) => `p${at}w${word}`).join(' ')),
      );
    const text = fc.array(passage, { maxLength: 12 }).map((passages) => passages.join(' '));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        const index = new CopyIndex();
        const signatures = texts.map(signatureOf);
        signatures.forEach((signature, at) => {
          const all = signatures
            .slice(0, at)
            .flatMap((other, id) => (areCopies(signature, other) ? [`${id}`] : []));
          expect(index.copiesOf(signature)).toEqual(all);
          index.add(`${at}`, signature);
        });
      }),
    );
  });

  it('keeps thousands of texts apart', () => {
    const index = new CopyIndex();
    const textAt = (at: number): string =>
      Array.from({ length: 60 }, (_, word) => `t${at}w${word}`).join(' ');
    for (let at = 0; at < 3_000; at++) index.add(`${at}`, signatureOf(textAt(at)));
    for (const at of [0, 1_234, 2_999])
      expect(index.copiesOf(signatureOf(textAt(at)))).toEqual([`${at}`]);
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
