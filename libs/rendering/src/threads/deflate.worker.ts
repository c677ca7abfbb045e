import { parentPort } from 'node:worker_threads';

import { deflate } from '../pdf/deflate';
import { answerCalls } from './thread';

if (parentPort) {
  answerCalls(parentPort, (streams) => {
    // A part of a larger buffer would take the rest of it along.
    const result = (streams as readonly Uint8Array[]).map((bytes) =>
      Uint8Array.from(deflate(bytes)),
    );
    return { result, transfer: result.map(({ buffer }) => buffer) };
  });
}
