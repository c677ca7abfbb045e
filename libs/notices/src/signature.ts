import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** Standard Webhooks: 24 to 64 random bytes in Base64 behind a prefix. */
export function secretText(bytes: Uint8Array): string {
  return `${PREFIX}${Buffer.from(bytes).toString('base64')}`;
}

/**
 * The headers of the Standard Webhooks specification: HMAC-SHA256 over `id.timestamp.body`, with the bytes of the
 * secret as key. `at` is the instant of the attempt, in milliseconds; the id is the same at every attempt.
 */
export function signedHeaders(
  secret: string,
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
