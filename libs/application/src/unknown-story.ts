import { WirebriefError } from '@wirebrief/kernel';

export function unknownStoryError(storyId: string, known: readonly string[]): WirebriefError {
  return new WirebriefError(
    'WB_STORY_UNKNOWN',
    'not-found',
    `There is no story "${storyId}".`,
    known.length === 0 ? 'Open a story first.' : `Known stories: ${known.slice(0, 10).join(', ')}.`,
  );
}
