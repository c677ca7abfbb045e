import { parseInput } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';
import { wrongPlaces } from '@wirebrief/messages';
import { type z } from 'zod';

/** The part of the address after the question mark, or a WB_QUERY error that names every wrong parameter. */
export function parseQuery<Output>(
  schema: z.ZodType<Output>,
  query: unknown,
  example: string,
): Output {
  const parsed = parseInput(schema, query);
  if (parsed.success) return parsed.data;
  throw new WirebriefError(
    'WB_QUERY',
    'invalid',
    `The parameters of the address are wrong: ${wrongPlaces(parsed.error, 'address')}.`,
    `Ask like ${example}; instants as 2021-09-17T06:00:00Z.`,
  );
}
