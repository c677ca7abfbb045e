import { type Checkpoint, type ProjectionSave, type ProjectionStore } from '@wirebrief/application';
import { type Json } from '@wirebrief/kernel';

interface ProjectionStoreUnderTest {
  readonly store: ProjectionStore;
  dispose(): Promise<void>;
}

const save = (
  position: number,
  changed: Record<string, Json | null>,
  codeHash = 'fold-1',
): ProjectionSave => ({
  name: 'stories',
  codeHash,
  position,
  changed: new Map(Object.entries(changed)),
});

const asCheckpoint = (result: Checkpoint | 'fenced'): Checkpoint => {
  if (result === 'fenced') throw new Error('the save was fenced');
  return result;
};

/** What every ProjectionStore promises. */
export function projectionStoreContract(
  name: string,
  factory: () => Promise<ProjectionStoreUnderTest>,
): void {
  describe(`${name} as a projection store`, () => {
    let subject: ProjectionStoreUnderTest;
    let store: ProjectionStore;

    beforeEach(async () => {
      subject = await factory();
      store = subject.store;
    });

    afterEach(() => subject.dispose());

    it('knows nothing of a projection that was never saved', async () => {
      expect(await store.checkpoint('stories')).toBeUndefined();
      expect(await store.state('stories', 'kabul')).toBeUndefined();
      expect(await store.keys('stories')).toEqual([]);
    });

    it('saves states and checkpoint together', async () => {
      const state = { toll: [10, null, 'ten “or more” 🚨'], nested: { a: true } };
      const saved = await store.save(save(7, { kabul: state, other: 1 }), undefined);
      expect(saved).toEqual({ name: 'stories', codeHash: 'fold-1', position: 7, epoch: 1 });
      expect(await store.checkpoint('stories')).toEqual(saved);
      expect(await store.state('stories', 'kabul')).toEqual(state);
      expect(await store.keys('stories')).toEqual(['kabul', 'other']);
    });

    it('changes and removes single states and keeps the rest', async () => {
      const first = asCheckpoint(await store.save(save(1, { a: 1, b: 2, c: 3 }), undefined));
      const second = asCheckpoint(await store.save(save(2, { a: 10, b: null }), first));
      expect(second.epoch).toBe(2);
      expect(await store.keys('stories')).toEqual(['a', 'c']);
      expect(await store.state('stories', 'a')).toBe(10);
      expect(await store.state('stories', 'b')).toBeUndefined();
    });

    it('does not let a caller change what is saved', async () => {
      const state = { killed: 10 };
      await store.save(save(1, { kabul: state }), undefined);
      state.killed = 0;
      expect(await store.state('stories', 'kabul')).toEqual({ killed: 10 });
    });

    it('fences whoever has not seen the last save, and writes nothing then', async () => {
      const first = asCheckpoint(await store.save(save(1, { a: 1 }), undefined));
      const second = asCheckpoint(await store.save(save(2, { a: 2 }), first));
      expect(await store.save(save(3, { a: 'late', b: 1 }), first)).toBe('fenced');
      expect(await store.save(save(3, { a: 'new', b: 1 }), undefined)).toBe('fenced');
      expect(await store.checkpoint('stories')).toEqual(second);
      expect(await store.state('stories', 'a')).toBe(2);
      expect(await store.keys('stories')).toEqual(['a']);
    });

    it('lets one of several holders of the same checkpoint save', async () => {
      const first = asCheckpoint(await store.save(save(1, {}), undefined));
      const results = await Promise.all(
        [2, 2, 2, 2].map((position) => store.save(save(position, {}), first)),
      );
      expect(results.filter((result) => result === 'fenced')).toHaveLength(3);
    });

    it('fences a position that would go back, and takes the same one again', async () => {
      const first = asCheckpoint(await store.save(save(5, {}), undefined));
      expect(await store.save(save(4, { a: 1 }), first)).toBe('fenced');
      expect(await store.save(save(5, { a: 1 }), first)).toMatchObject({ position: 5, epoch: 2 });
    });

    it('drops one projection and no other, and begins it anew', async () => {
      const other = asCheckpoint(
        await store.save({ ...save(3, { x: 1 }), name: 'articles' }, undefined),
      );
      await store.save(save(9, { a: 1 }), undefined);
      await store.drop('stories');
      expect(await store.checkpoint('stories')).toBeUndefined();
      expect(await store.keys('stories')).toEqual([]);
      expect(await store.checkpoint('articles')).toEqual(other);
      expect(await store.state('articles', 'x')).toBe(1);
      expect(await store.save(save(1, {}, 'fold-2'), undefined)).toMatchObject({
        epoch: 1,
        position: 1,
      });
    });

    it('fences a holder that saved before the projection was dropped and begun anew', async () => {
      const old = asCheckpoint(await store.save(save(5, {}, 'fold-1'), undefined));
      await store.drop('stories');
      await store.save(save(1, {}, 'fold-2'), undefined);
      expect(await store.save(save(6, { a: 1 }, 'fold-1'), old)).toBe('fenced');
    });
  });
}
