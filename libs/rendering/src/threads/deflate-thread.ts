import { deflate, type Deflate } from '../pdf/deflate';
import { Thread } from './thread';

interface Waiting {
  readonly bytes: Uint8Array;
  readonly resolve: (compressed: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

// A message wakes the other thread, which can cost as much as painting a tenth of a page.
const BATCH_BYTES = 100_000;
// Less is compressed here while a message would be on its way.
const LEAST_BYTES = 8_000;

/** Compresses in a thread of its own, some streams at a time, while the caller goes on. */
export function openDeflateThread(): Deflate {
  const thread = new Thread<readonly Uint8Array[], readonly Uint8Array[]>('deflate');
  let batch: Waiting[] = [];
  let size = 0;
  const flush = (): void => {
    const sent = batch;
    batch = [];
    size = 0;
    if (sent.length === 0) return;
    thread.call(sent.map(({ bytes }) => bytes)).then(
      (compressed) => {
        sent.forEach(({ resolve }, index) => {
          resolve(compressed[index] ?? new Uint8Array());
        });
      },
      (error: unknown) => {
        for (const { reject } of sent) reject(error);
      },
    );
  };
  const compress = (bytes: Uint8Array): ReturnType<Deflate> => {
    if (bytes.length < LEAST_BYTES) return deflate(bytes);
    return new Promise((resolve, reject) => {
      if (batch.length === 0) queueMicrotask(flush);
      batch.push({ bytes, resolve, reject });
      size += bytes.length;
      if (size >= BATCH_BYTES) flush();
    });
  };
  return Object.assign(compress, { flush });
}
