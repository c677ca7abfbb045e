import { type TickKey } from '@wirebrief/scheduling';
import { sha256, type StreamId, uuidFrom } from '@wirebrief/kernel';
import { type DeliveryKey } from '@wirebrief/notices';
import { type RebuildKey } from '@wirebrief/triggers';

/** The one place where streams get their names. One tenant until there is a second one. */
const TENANT = 'default';

export const articleStream = (articleId: string): StreamId => `${TENANT}.article.${articleId}`;
export const storyStream = (storyId: string): StreamId => `${TENANT}.story.${storyId}`;
/** `month` as `2021-09`: no stream of downloads grows for ever. */
export const downloadStream = (storyId: string, month: string): StreamId =>
  `${TENANT}.download-${month}.${storyId}`;
/** The schedules of a story. */
export const scheduleStream = (storyId: string): StreamId => `${TENANT}.schedule.${storyId}`;
/** One due time of one schedule. Two ids and an instant are longer than a token may be: the ids go in as a hash. */
export const tickStream = ({ storyId, scheduleId, due }: TickKey): StreamId =>
  `${TENANT}.tick.${sha256(`${storyId}/${scheduleId}`).slice(0, 32)}-${due.replace(/[-:]/g, '')}`;
export const editionStream = (storyId: string): StreamId => `${TENANT}.edition.${storyId}`;
/** What editors decide on a story. */
export const decisionStream = (storyId: string): StreamId => `${TENANT}.decision.${storyId}`;
/** The triggers of a story, and the requests for a rebuild. */
export const triggerStream = (storyId: string): StreamId => `${TENANT}.trigger.${storyId}`;
/** The attempts at the edition that a story is due for. */
export const rebuildStream = ({ storyId, after }: RebuildKey): StreamId =>
  `${TENANT}.rebuild.${storyId}-${after}`;
/** The webhooks of a story. */
export const webhookStream = (storyId: string): StreamId => `${TENANT}.webhook.${storyId}`;
/** The attempts to send one edition to one webhook. */
export const deliveryStream = ({ storyId, webhook, edition }: DeliveryKey): StreamId =>
  `${TENANT}.delivery.${uuidFrom('delivery', `${storyId}/${webhook}/${edition}`)}`;
