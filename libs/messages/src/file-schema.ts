import { z } from 'zod';

/** A file of an edition. */
export const fileSchema = z.object({
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of the bytes'),
  bytes: z.int().nonnegative(),
});
