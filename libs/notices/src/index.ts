export { deliveryDecider, type RecordAttempt } from './delivery.decider';
export { type EditionNotice, editionNotice } from './edition-notice';
export { secretText, signedHeaders } from './signature';
export { unknownWebhook, webhookDecider } from './webhook.decider';
export { type DeliveryEvent, type DeliveryKey, type WebhookEvent } from './webhook.events';
export {
  type Delivery,
  evolveWebhooks,
  initialWebhookState,
  isWebhookFact,
  owed,
  type Webhook,
  type WebhookState,
} from './webhook-state';
