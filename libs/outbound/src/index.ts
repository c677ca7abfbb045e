export { HttpWebhookSender } from './http.webhook-sender';
export { KeySecretVault } from './key.secret-vault';
