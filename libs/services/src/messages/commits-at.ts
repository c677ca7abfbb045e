import { type EventStore, type KeptMessage } from '@wirebrief/application';
import { type Commit } from '@wirebrief/kernel';
import { z } from 'zod';

import { parseInternal } from './parse-internal';

const positionSchema = z.strictObject({ position: z.int().positive() });

/** The commit that a message `{"position": 42}` names, unless it is erased. */
export async function commitsAt(
  store: EventStore,
  { data }: KeptMessage,
): Promise<readonly Commit[]> {
  const { position } = parseInternal(positionSchema, data);
  const found: Commit[] = [];
  for await (const { commits } of store.readAll({ after: position - 1, until: position }))
    found.push(...commits);
  return found;
}
