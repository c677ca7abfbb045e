import { CHANGE_KINDS, type ChangeKind } from '@wirebrief/briefing';
import { z } from 'zod';

/** What makes an edition of a story due by itself, and how long it waits for more. */
export interface TriggerRule {
  /** Whether a material change makes an edition due. Requests and hooks do so in any case. */
  readonly onChange: boolean;
  /** Which changes are material. */
  readonly material: readonly ChangeKind[];
  /** An edition is due when nothing more has come for so long. */
  readonly quietSeconds: number;
  /** Nobody waits longer than this, however much goes on coming. */
  readonly longestWaitSeconds: number;
  /** A flash goes out at once for what is material, and at most one in so many seconds; null: none does. */
  readonly flashSeconds: number | null;
}

/** For every story until it has a rule of its own: what a reader must be told, within a quarter of an hour. */
export const DEFAULT_RULE: TriggerRule = {
  onChange: true,
  material: ['figures', 'withdrawals', 'positions', 'options'],
  quietSeconds: 120,
  longestWaitSeconds: 900,
  flashSeconds: null,
};

const DAY = 86_400;

/** A rule as a person writes it; what is left out is as in `DEFAULT_RULE`. */
export const triggerRuleSchema = z
  .strictObject({
    onChange: z.boolean().default(DEFAULT_RULE.onChange),
    material: z
      .array(z.enum(CHANGE_KINDS))
      .min(1, 'must name a kind of change; to switch changes off, set onChange to false')
      .transform((kinds) => CHANGE_KINDS.filter((kind) => kinds.includes(kind)))
      .default([...DEFAULT_RULE.material]),
    quietSeconds: z.int().min(0).max(DAY).default(DEFAULT_RULE.quietSeconds),
    longestWaitSeconds: z.int().min(1).max(DAY).default(DEFAULT_RULE.longestWaitSeconds),
    flashSeconds: z.int().min(0).max(DAY).nullable().default(DEFAULT_RULE.flashSeconds),
  })
  .refine(({ quietSeconds, longestWaitSeconds }) => quietSeconds <= longestWaitSeconds, {
    path: ['quietSeconds'],
    message: 'must not be longer than longestWaitSeconds',
  });
