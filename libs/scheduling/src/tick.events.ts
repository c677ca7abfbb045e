import { type DomainEvent, type Problem } from '@wirebrief/kernel';

/** Which due time of which schedule. */
export interface TickKey {
  readonly storyId: string;
  readonly scheduleId: string;
  /** `2026-03-29T04:00:00Z`. */
  readonly due: string;
}

/** A due time that came. What is to be done stands here: the definition may change before it is done. */
export interface Tick extends TickKey {
  readonly kind: 'edition' | 'flash';
  readonly unchanged: 'issue' | 'skip';
  /** Due times since the tick before that an outage and the policy for it left out; counted up to 1000. */
  readonly passedOver: number;
}

export type TickFired = DomainEvent<'TickFired', Tick>;
/** Recorded before the work begins: where nothing more is heard of it, the process that did it has ended. */
export type TickBegun = DomainEvent<
  'TickBegun',
  TickKey & {
    /** From 1. */
    readonly attempt: number;
    /** From then on the next attempt may be made, where this one has no outcome; null: at once. */
    readonly tryAgainAt: string | null;
  }
>;
/** `edition` was issued for it, or is the one that still holds. */
export type TickSettled = DomainEvent<
  'TickSettled',
  TickKey & { readonly outcome: 'issued' | 'unchanged'; readonly edition: number }
>;
export type TickFailed = DomainEvent<
  'TickFailed',
  TickKey & {
    /** From 1. */
    readonly attempt: number;
    readonly problem: Problem;
    readonly tryAgainAt: string;
  }
>;
/** It was given up: someone has to look, and can issue an edition by hand. */
export type TickAbandoned = DomainEvent<
  'TickAbandoned',
  TickKey & { readonly attempts: number; readonly problem: Problem }
>;
export type TickEvent = TickFired | TickBegun | TickSettled | TickFailed | TickAbandoned;
