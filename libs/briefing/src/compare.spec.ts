import { claimant, figure, position, StoryTimeline } from '@wirebrief/testing';

import { compareStates, type StateChange } from './compare';
import { type StoryState } from './story-state';

const told = (changes: readonly StateChange[]): readonly string[] =>
  changes
    .filter(({ about }) => about !== 'headline')
    .map(
      ({ kind, from, to, cause, before, after }) =>
        `${kind} ${from ?? '-'} → ${to ?? '-'} (${cause}) ${before.length}/${after.length}`,
    );

function changed(
  first: (timeline: StoryTimeline) => StoryTimeline,
  then: (timeline: StoryTimeline) => StoryTimeline,
  later: (timeline: StoryTimeline) => StoryTimeline = (same) => same,
): readonly StateChange[] {
  const timeline = first(new StoryTimeline());
  const before: StoryState = timeline.state;
  const after = then(timeline).state;
  return compareStates(before, after, later(timeline).state, []);
}

const nine = figure(9, { words: 'nine dead, relatives said' });
const ten = figure(10, { words: 'ten dead, relatives said' });

describe('what changed between two states', () => {
  it('is nothing where the same is said, by more copies too', () => {
    const changes = changed(
      (story) => story.article('A', { claims: [ten], seed: 'one text' }),
      (story) => story.article('B', { claims: [ten], seed: 'one text' }),
    );
    expect(changes).toEqual([]);
  });

  it('is a figure of a new source, with its quote', () => {
    const changes = changed(
      (story) => story,
      (story) => story.article('A', { claims: [ten] }),
    );
    expect(told(changes)).toEqual(['added - → 10 (new source) 0/1']);
    expect(changes.at(-1)?.after[0]).toMatchObject({
      outlet: 'Outlet A',
      claimant: 'relatives',
      quote: { text: 'ten dead, relatives said' },
    });
  });

  it('is a figure that a revision moved, with the quotes of both', () => {
    const changes = changed(
      (story) => story.article('A', { claims: [nine] }),
      (story) => story.article('A', { claims: [ten], version: 2 }),
    );
    expect(told(changes)).toEqual(['revised 9 → 10 (revision) 1/1']);
    const [words] = changes.slice(-1);
    expect([words?.before[0]?.quote?.text, words?.after[0]?.quote?.text]).toEqual([
      'nine dead, relatives said',
      'ten dead, relatives said',
    ]);
  });

  it('is a correction in the outlet’s words, also where a cosmetic change came after', () => {
    const changes = changed(
      (story) => story.article('A', { claims: [nine], text: 'x. nine dead, relatives said' }),
      (story) => {
        const text = 'x. ten dead, relatives said';
        return story
          .article('A', { claims: [ten], text, note: 'It was ten.' })
          .article('A', { claims: [ten], text: `${text} ` });
      },
    );
    expect(told(changes)).toEqual(['revised 9 → 10 (correction) 1/1']);
    expect(changes.at(-1)?.why).toContain('It was ten.');
  });

  it('is the arrival of an article for whom its correction is no news', () => {
    const changes = changed(
      (story) => story,
      (story) =>
        story.article('A', { claims: [nine] }).article('A', { claims: [ten], note: 'It was ten.' }),
    );
    expect(told(changes)).toEqual(['added - → 10 (new source) 0/1']);
  });

  it('is a withdrawal by a kill, whose words are not told again', () => {
    const changes = changed(
      (story) => story.article('A', { claims: [ten] }),
      (story) => story.kill('A', { reason: 'not ours' }),
    );
    expect(told(changes)).toEqual(['withdrawn 10 → - (kill) 1/0']);
    expect(changes.at(-1)?.before[0]?.quote).toBeNull();
    expect(changes.at(-1)?.why).toContain('not ours');
  });

  it('tells neither words nor notes of what was killed after both', () => {
    const changes = changed(
      (story) => story.article('A', { claims: [nine] }),
      (story) => story.article('A', { claims: [ten], version: 2, note: 'note of then' }),
      (story) => story.kill('A'),
    );
    expect(told(changes)).toEqual(['revised 9 → 10 (correction) 1/1']);
    expect(JSON.stringify(changes)).not.toMatch(/dead, relatives|note of then/);
  });

  it('is a position that moved', () => {
    const command = claimant('Central Command', 'body');
    const changes = changed(
      (story) =>
        story.article('A', {
          published: '2024-01-01T00:00:00Z',
          claims: [position('defends', command)],
        }),
      (story) =>
        story.article('B', {
          published: '2024-01-05T00:00:00Z',
          claims: [position('concedes', command)],
        }),
    );
    expect(told(changes)).toEqual([
      'revised defended the strike → accepted that harm was done (new source) 1/1',
    ]);
  });

  it('tells the ranges above the table and the grade first, with what moved them', () => {
    const changes = changed(
      (story) => story.article('A', { claims: [nine] }),
      (story) =>
        story.article('B', { claims: [figure(12, { claimant: claimant('a surgeon', 'person') })] }),
    );
    expect(changes[0]).toMatchObject({
      about: 'headline',
      subject: 'Civilians killed',
      from: '9',
      to: '9–12',
      cause: 'new source',
    });
  });
});
