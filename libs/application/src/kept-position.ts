import { type Position } from '@wirebrief/kernel';

import { type Checkpoint, type ProjectionStore } from './ports/projection-store.port';

/** How far a follower that has no states of its own has come, kept between two starts. */
export class KeptPosition {
  private checkpoint: Checkpoint | undefined;

  constructor(
    private readonly store: ProjectionStore,
    private readonly name: string,
  ) {}

  /** Undefined before the first save. */
  async load(): Promise<Position | undefined> {
    this.checkpoint = await this.store.checkpoint(this.name);
    return this.checkpoint?.position;
  }

  /** Where another process has saved meanwhile, nothing is written: what is handled twice must do no harm. */
  async save(position: Position): Promise<void> {
    if (position === this.checkpoint?.position) return;
    const { name } = this;
    const save = { name, codeHash: '', position, changed: new Map() };
    const saved = await this.store.save(save, this.checkpoint);
    this.checkpoint = saved === 'fenced' ? await this.store.checkpoint(name) : saved;
  }
}
