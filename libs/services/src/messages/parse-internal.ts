import { parseBody, parseJson } from '@wirebrief/messages';
import { type z } from 'zod';

/** A message of another service of ours. Throws `WB_INPUT_JSON` or `WB_INPUT_SHAPE`. */
export function parseInternal<Output>(schema: z.ZodType<Output>, data: Uint8Array): Output {
  return parseBody(schema, parseJson(data), 'what a service of the same version sends');
}
