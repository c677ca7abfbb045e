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
  const places = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'body'}: ${message}`,
  );
  throw new WirebriefError(
    'WB_INPUT_SHAPE',
    'invalid',
    `The body does not have the right shape: ${places.slice(0, 5).join('; ')}.`,
    `Send JSON like ${example}`,
    { cause: parsed.error },
  );
}
