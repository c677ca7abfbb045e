import { parseInput } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';
import { type z } from 'zod';

/** The body in its schema, or a WB_INPUT_SHAPE error that names every wrong place. */
export function parseBody<Output>(
  schema: z.ZodType<Output>,
  body: unknown,
  example: string,
): Output {
  const parsed = parseInput(schema, body ?? {});
  if (parsed.success) return parsed.data;
  throw new WirebriefError(
    'WB_INPUT_SHAPE',
    'invalid',
    `The body does not have the right shape: ${wrongPlaces(parsed.error, 'body')}.`,
    `Send JSON like ${example}`,
    { cause: parsed.error },
  );
}

/** The first five of them; `whole` names what has no place of its own. */
export function wrongPlaces({ issues }: z.ZodError, whole: string): string {
  const places = issues.map(({ path, message }) => `${path.join('.') || whole}: ${message}`);
  return places.slice(0, 5).join('; ');
}
