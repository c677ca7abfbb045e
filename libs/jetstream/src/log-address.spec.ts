import { DEFAULT_LOG, partitionOf, streamOf, subjectOf } from './log-address';

describe('The subjects of the log', () => {
  // Recorded once: another partition would hide what is stored under the old one.
  it.each([
    ['default.article.a1', 7],
    ['default.story.kabul-strike', 11],
    ['weekly.edition.x_Y-9', 11],
  ] as const)('keep %s in partition %d for ever', (stream, partition) => {
    expect(partitionOf(stream)).toBe(partition);
    expect(subjectOf(DEFAULT_LOG, stream)).toBe(`ev.${partition}.${stream}`);
  });

  it('lead back to the stream', () => {
    const stream = 'default.article.a1';
    expect(streamOf(DEFAULT_LOG, subjectOf(DEFAULT_LOG, stream))).toBe(stream);
    const other = { stream: 'OTHER', prefix: 'other' };
    expect(streamOf(other, subjectOf(other, stream))).toBe(stream);
  });

  it.each(['ev', 'ev.1', 'ev.1.two.tokens', 'ev.1.four.tokens.are.many'])(
    'know that %s is none of a stream',
    (subject) => {
      expect(streamOf(DEFAULT_LOG, subject)).toBeUndefined();
    },
  );
});
