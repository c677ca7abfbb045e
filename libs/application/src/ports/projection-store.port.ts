import { type Json, type Position } from '@wirebrief/kernel';

export interface Checkpoint {
  readonly name: string;
  /** Hash of the fold and its schema; a checkpoint of another fold is not used. */
  readonly codeHash: string;
  readonly position: Position;
  /** Raised by one on each save: the fencing token. */
  readonly epoch: number;
}

export interface ProjectionSave {
  readonly name: string;
  readonly codeHash: string;
  readonly position: Position;
  /** States that changed since the last save, by key; null removes one. */
  readonly changed: ReadonlyMap<string, Json | null>;
}

/** Snapshots of folds. Disposable: dropping all of it costs a replay and nothing else. */
export abstract class ProjectionStore {
  abstract checkpoint(name: string): Promise<Checkpoint | undefined>;
  abstract state(name: string, key: string): Promise<Json | undefined>;
  abstract keys(name: string): Promise<readonly string[]>;
  /**
   * States and checkpoint in one transaction. `fenced` when another holder saved since `previous` was read, or the
   * position would go back; nothing is written then.
   */
  abstract save(
    save: ProjectionSave,
    previous: Checkpoint | undefined,
  ): Promise<Checkpoint | 'fenced'>;
  abstract drop(name: string): Promise<void>;
  abstract close(): Promise<void>;
}
