import { type Checkpoint, type ProjectionSave, ProjectionStore } from '@wirebrief/application';
import { type Json } from '@wirebrief/kernel';

import { isFenced, nextCheckpoint } from './checkpoint';

/** Snapshots in this process's memory, kept as text so that no caller can change them. */
export class InMemoryProjectionStore extends ProjectionStore {
  private readonly checkpoints = new Map<string, Checkpoint>();
  private readonly states = new Map<string, Map<string, string>>();

  async checkpoint(name: string): Promise<Checkpoint | undefined> {
    return this.checkpoints.get(name);
  }

  async state(name: string, key: string): Promise<Json | undefined> {
    const text = this.states.get(name)?.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as Json);
  }

  async keys(name: string): Promise<readonly string[]> {
    return [...(this.states.get(name)?.keys() ?? [])].sort();
  }

  async save(
    save: ProjectionSave,
    previous: Checkpoint | undefined,
  ): Promise<Checkpoint | 'fenced'> {
    const current = this.checkpoints.get(save.name);
    if (isFenced(save, previous, current)) return 'fenced';
    const states = this.states.get(save.name) ?? new Map<string, string>();
    for (const [key, state] of save.changed) {
      if (state === null) states.delete(key);
      else states.set(key, JSON.stringify(state));
    }
    this.states.set(save.name, states);
    const next = nextCheckpoint(save, current);
    this.checkpoints.set(save.name, next);
    return next;
  }

  async drop(name: string): Promise<void> {
    this.checkpoints.delete(name);
    this.states.delete(name);
  }

  async close(): Promise<void> {
    this.checkpoints.clear();
    this.states.clear();
  }
}
