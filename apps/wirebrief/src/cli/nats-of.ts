import { readSettings } from '@wirebrief/composition';
import { WirebriefError } from '@wirebrief/kernel';
import { type NatsConfig } from '@wirebrief/platform';

/** The servers that --nats names, else NATS_URL. Throws `WB_OPTION` where neither does. */
export function natsOf(options: { readonly nats?: string }): NatsConfig {
  const { nats } = readSettings(options).config;
  if (nats !== undefined) return nats;
  throw new WirebriefError(
    'WB_OPTION',
    'invalid',
    'No NATS server is named.',
    'Give --nats nats://HOST:4222, or set NATS_URL.',
  );
}
