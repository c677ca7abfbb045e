import { type StreamId } from '@wirebrief/kernel';

/** The one place where streams get their names. One tenant until there is a second one. */
const TENANT = 'default';

export const articleStream = (articleId: string): StreamId => `${TENANT}.article.${articleId}`;
export const storyStream = (storyId: string): StreamId => `${TENANT}.story.${storyId}`;
/** `month` as `2021-09`: no stream of downloads grows for ever. */
export const downloadStream = (storyId: string, month: string): StreamId =>
  `${TENANT}.download-${month}.${storyId}`;
export const editionStream = (storyId: string): StreamId => `${TENANT}.edition.${storyId}`;
/** The triggers of a story, and the requests for a rebuild. */
export const triggerStream = (storyId: string): StreamId => `${TENANT}.trigger.${storyId}`;
