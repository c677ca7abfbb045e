import { compressed } from './compressed';
import { type Deflate } from './deflate';

const bytes = new Uint8Array(50_000);
const now: Deflate['now'] = () => Uint8Array.of(1);
const failing: Deflate = { now, beside: () => Promise.reject(new Error('no memory')) };
const working: Deflate = { now, beside: () => Promise.resolve(Uint8Array.of(2)) };

describe(compressed, () => {
  it('tries again what has failed before, and breaks nothing where no one waits for it', async () => {
    await expect(compressed(bytes, failing)).rejects.toThrow('no memory');
    void compressed(Uint8Array.from(bytes), failing);
    await new Promise(setImmediate);
    expect(await compressed(bytes, working)).toEqual(Uint8Array.of(2));
  });

  it('compresses the same object once', async () => {
    const first = await compressed(bytes, working);
    expect(compressed(bytes, failing)).toBe(first);
  });
});
