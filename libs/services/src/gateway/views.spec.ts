import { type StoryDefinition } from '@wirebrief/briefing';
import { StoryTimeline } from '@wirebrief/testing';

import { storyModel } from './views';

it('tells what a story is about beside its title, as far as it is set', () => {
  const incident = { title: 'Bridge strike', date: '2024-03-01', place: 'Old Bridge' };
  const { state } = new StoryTimeline({ story: { incident } });
  const story = state.story as StoryDefinition;
  expect(storyModel(story, state, []).summary).toEqual(['2024-03-01', 'Old Bridge']);
  const other = { ...story, title: 'The bridge' };
  expect(storyModel(other, state, []).summary).toEqual([
    'Bridge strike',
    '2024-03-01',
    'Old Bridge',
  ]);
});
