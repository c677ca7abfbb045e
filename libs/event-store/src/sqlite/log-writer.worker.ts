import {
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  workerData,
} from 'node:worker_threads';

import { lockData } from './data-lock';
import { openLogForWriting } from './log-schema';
import { LogWriter } from './log-writer';
import { explained, toFailure } from './sqlite-errors';
import { type WriterData, type WriterReply, type WriterRequest } from './writer-protocol';

/** Bounds how long the first of a group waits for the rest. */
const GROUP_COMMITS = 512;

/** Group commit: whatever has arrived while the disk was busy goes into one transaction. */
function serve(port: MessagePort, writer: LogWriter, release: () => void): void {
  const { file } = workerData as WriterData;
  let isPart = false;
  const flush = (): void => {
    const outcomes = writer.commitGroup();
    if (outcomes.length > 0) reply(port, { kind: 'outcomes', outcomes });
  };
  const handle = (request: WriterRequest): void => {
    if (request.kind === 'append') {
      ({ isPart } = request);
      if (writer.addToGroup(request.requests) >= GROUP_COMMITS) flush();
      return;
    }
    flush();
    if (request.kind === 'erase') {
      reply(port, { kind: 'erased', result: erased(() => writer.erase(request.request), file) });
      return;
    }
    writer.close();
    release();
    reply(port, { kind: 'closed' });
    port.close();
  };
  port.on('message', (first: WriterRequest) => {
    handle(first);
    for (let next = receive(port); next !== undefined; next = receive(port)) handle(next);
    if (!isPart) flush();
  });
}

function receive(port: MessagePort): WriterRequest | undefined {
  return receiveMessageOnPort(port)?.message as WriterRequest | undefined;
}

function erased(erase: () => number, file: string) {
  try {
    return { erased: erase() };
  } catch (error) {
    return toFailure(explained(error, file, 'unknown'));
  }
}

function reply(port: MessagePort, message: WriterReply): void {
  port.postMessage(message);
}

function start(port: MessagePort): void {
  const { folder, file, lockFile } = workerData as WriterData;
  try {
    const lock = lockData(folder, lockFile);
    const writer = new LogWriter(openLogForWriting(file), file);
    serve(port, writer, () => {
      lock.release();
    });
    reply(port, { kind: 'ready' });
  } catch (error) {
    reply(port, { kind: 'refused', failure: toFailure(explained(error, file)) });
    port.close();
  }
}

if (parentPort) start(parentPort);
