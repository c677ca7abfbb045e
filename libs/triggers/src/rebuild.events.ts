import { type DomainEvent, type Position, type Problem } from '@wirebrief/kernel';

/** Which edition is due: the one of the story after that number. */
export interface RebuildKey {
  readonly storyId: string;
  /** Number of the newest edition; 0 before the first. */
  readonly after: number;
}

/** Recorded before an edition that is due is composed: where nothing more is heard of it, its process has ended. */
export type RebuildBegun = DomainEvent<
  'RebuildBegun',
  RebuildKey & {
    /** From 1: those that were never heard of again, and this one. */
    readonly attempt: number;
    /** From then on the next attempt may be made, where nothing is heard of this one; null: at once. */
    readonly tryAgainAt: string | null;
  }
>;

/** The attempt has ended by an error, and its process goes on. */
export type RebuildFailed = DomainEvent<
  'RebuildFailed',
  RebuildKey & { readonly attempt: number; readonly problem: Problem }
>;

/** Nothing was heard of any attempt: what is pending up to the position makes no edition due any more. */
export type RebuildAbandoned = DomainEvent<
  'RebuildAbandoned',
  RebuildKey & {
    readonly position: Position;
    readonly attempts: number;
    readonly problem: Problem;
    /** What comes later is tried once, and not before. */
    readonly tryAgainAt: string;
  }
>;

export type RebuildEvent = RebuildBegun | RebuildFailed | RebuildAbandoned;
