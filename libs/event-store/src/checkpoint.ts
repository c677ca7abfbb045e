import { type Checkpoint, type ProjectionSave } from '@wirebrief/application';

/** Another holder saved since `previous` was read, or the position would go back. */
export function isFenced(
  save: ProjectionSave,
  previous: Checkpoint | undefined,
  current: Checkpoint | undefined,
): boolean {
  if (previous?.epoch !== current?.epoch || previous?.codeHash !== current?.codeHash) return true;
  return current !== undefined && save.position < current.position;
}

export function nextCheckpoint(save: ProjectionSave, current: Checkpoint | undefined): Checkpoint {
  const { name, codeHash, position } = save;
  return { name, codeHash, position, epoch: (current?.epoch ?? 0) + 1 };
}
