import { WirebriefError } from '@wirebrief/kernel';
import { type z } from 'zod';

/** The body in its schema, or a WB_INPUT_SHAPE error that names every wrong place. */
export function parseBody<Output>(
  schema: z.ZodType<Output>,
  body: unknown,
  example: string,
): Output {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw new WirebriefError(
    'WB_INPUT_SHAPE',
    'invalid',
    `The body does not have the right shape: ${placesIn(parsed.error, 'body')}.`,
    `Send JSON like ${example}`,
    { cause: parsed.error },
  );
}

/** The part of the address after the question mark, or a WB_QUERY error that names every wrong parameter. */
export function parseQuery<Output>(
  schema: z.ZodType<Output>,
  query: unknown,
  example: string,
): Output {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new WirebriefError(
    'WB_QUERY',
    'invalid',
    `The parameters of the address are wrong: ${placesIn(parsed.error, 'address')}.`,
    `Ask like ${example}; instants as 2021-09-17T06:00:00Z.`,
  );
}

function placesIn({ issues }: z.ZodError, whole: string): string {
  const places = issues.map(({ path, message }) => `${path.join('.') || whole}: ${message}`);
  return places.slice(0, 5).join('; ');
}
