import { parseBody } from '@wirebrief/messages';
import { WirebriefError } from '@wirebrief/kernel';
import { type z } from 'zod';

/** A message of another service of ours. Throws `WB_INPUT_JSON` or `WB_INPUT_SHAPE`. */
export function parseInternal<Output>(schema: z.ZodType<Output>, data: Uint8Array): Output {
  return parseBody(schema, parseJson(data), 'what a service of the same version sends');
}

function parseJson(data: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(data).toString('utf8'));
  } catch (cause) {
    throw new WirebriefError(
      'WB_INPUT_JSON',
      'invalid',
      'The message is not well-formed JSON.',
      'Run services of the same version.',
      { cause },
    );
  }
}
