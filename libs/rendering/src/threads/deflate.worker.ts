import { parentPort } from 'node:worker_threads';

import { deflate } from '../pdf/deflate';
import { answerCalls } from './thread';

if (parentPort) {
  answerCalls(parentPort, (bytes) => {
    // A part of a larger buffer would take the rest of it along.
    const result = Uint8Array.from(deflate(bytes as Uint8Array));
    return { result, transfer: [result.buffer] };
  });
}
