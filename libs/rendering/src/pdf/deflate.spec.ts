import { deflateSync, inflateSync } from 'node:zlib';

import { deflate as pako } from 'pako';

import { type Deflate, deflateLikePako, LEVEL, openDeflate, sample } from './deflate';

const bytesOfPako: Deflate['now'] = (bytes) => pako(bytes, { level: LEVEL });
const beside: Deflate['beside'] = () => Promise.reject(new Error('not asked for'));

describe(deflateLikePako, () => {
  it('takes a way that gives the bytes of pako', async () => {
    const same: Deflate = { now: bytesOfPako, beside };
    expect(await deflateLikePako(same)).toBe(same);
  });

  it('takes pako where a zlib gives other bytes, and be it by the way it compares', async () => {
    const now: Deflate['now'] = (bytes) => deflateSync(bytes, { level: LEVEL, memLevel: 7 });
    const other: Deflate = { now, beside };
    const deflate = await deflateLikePako(other);
    expect(deflate).not.toBe(other);
    const expected = bytesOfPako(sample());
    expect(deflate.now(sample())).toStrictEqual(expected);
    expect(await deflate.beside(sample())).toStrictEqual(expected);
  });
});

describe(openDeflate, () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['a stream longer than the window', sample()],
    ['what cannot be compressed', Uint8Array.from({ length: 70_000 }, (_, at) => (at * at) % 251)],
    ['one byte over and over', new Uint8Array(300_000)],
  ])('gives the bytes of pako for %s', async (_, bytes) => {
    const deflate = await openDeflate();
    for (const compressed of [deflate.now(bytes), await deflate.beside(bytes)]) {
      expect(Buffer.from(compressed).equals(bytesOfPako(bytes))).toBe(true);
      expect(inflateSync(compressed).equals(bytes)).toBe(true);
    }
  });
});
