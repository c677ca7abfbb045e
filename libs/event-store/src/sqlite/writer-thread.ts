import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { StoreUnavailableError } from '@wirebrief/application';

import { fromFailure } from './reported-errors';
import { type Failure } from './sqlite-errors';
import {
  type AppendOutcome,
  type AppendRequest,
  type EraseRequest,
  type WriterData,
  type WriterReply,
  type WriterRequest,
} from './writer-protocol';

interface Waiting<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** So many appends are worth a message of their own. */
const PART = 8;

/** This side of the writer thread: sends requests in batches, and hands each reply to the one who waits for it. */
export class WriterThread {
  private readonly appends: Waiting<AppendOutcome>[] = [];
  private readonly erasures: Waiting<{ readonly erased: number }>[] = [];
  private outbox: AppendRequest[] = [];
  private failure: unknown;
  private closing: { readonly done: Promise<void>; readonly resolve: () => void } | undefined;

  private constructor(
    private readonly worker: Worker,
    private readonly settled: () => void,
  ) {
    worker.on('message', (reply: WriterReply) => {
      this.receive(reply);
    });
    worker.on('error', (error) => {
      this.fail(writerLost(error));
    });
    worker.on('exit', () => {
      this.fail(writerLost());
    });
    // A process with nothing else to do may end: what is acknowledged is durable.
    worker.unref();
  }

  /** `settled` is called with every reply. Rejects with why the data folder cannot be written. */
  static async start(data: WriterData, settled: () => void): Promise<WriterThread> {
    const worker = startWorker(data);
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('exit', () => {
        reject(writerLost());
      });
      worker.once('message', (reply: WriterReply) => {
        if (reply.kind === 'refused') reject(fromFailure(reply.failure));
        else resolve();
      });
    });
    return new WriterThread(worker, settled);
  }

  append(request: AppendRequest): Promise<AppendOutcome> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined) {
        reject(writerGone());
        return;
      }
      // After the current promises have run, so that all writers woken by one reply go into one group.
      if (this.outbox.length === 0) process.nextTick(this.flush);
      // The writer begins with these meanwhile.
      else if (this.outbox.length === PART) this.sendOutbox({ isPart: true });
      if (this.appends.length === 0) this.worker.ref();
      this.outbox.push(request);
      this.appends.push({ resolve, reject });
    });
  }

  erase(request: EraseRequest): Promise<{ readonly erased: number }> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined) {
        reject(writerGone());
        return;
      }
      this.flush();
      this.erasures.push({ resolve, reject });
      this.worker.ref();
      this.send({ kind: 'erase', request });
    });
  }

  /** Resolves after everything sent before is settled and the lock on the folder is free. */
  close(): Promise<void> {
    if (this.failure !== undefined) return Promise.resolve();
    if (this.closing) return this.closing.done;
    const { promise, resolve } = withResolver();
    this.closing = { done: promise, resolve };
    this.flush();
    this.worker.ref();
    this.send({ kind: 'close' });
    return promise;
  }

  private readonly flush = (): void => {
    if (this.outbox.length > 0) this.sendOutbox({ isPart: false });
  };

  private sendOutbox({ isPart }: { readonly isPart: boolean }): void {
    const requests = this.outbox;
    this.outbox = [];
    this.send({ kind: 'append', requests, isPart });
  }

  private send(request: WriterRequest): void {
    this.worker.postMessage(request);
  }

  private receive(reply: WriterReply): void {
    if (reply.kind === 'outcomes') {
      for (const outcome of reply.outcomes) this.appends.shift()?.resolve(outcome);
    }
    if (reply.kind === 'erased') settle(this.erasures.shift(), reply.result);
    if (this.appends.length === 0 && this.erasures.length === 0 && !this.closing)
      this.worker.unref();
    this.settled();
  }

  private fail(error: unknown): void {
    this.failure ??= error;
    for (const waiting of [...this.appends.splice(0), ...this.erasures.splice(0)])
      waiting.reject(error);
    this.closing?.resolve();
    this.settled();
  }
}

/** Jest runs the TypeScript sources, which a thread can load only through the hook that compiles them as Jest does. */
function startWorker(workerData: WriterData): Worker {
  const extension = extname(__filename);
  const entry = join(__dirname, `log-writer.worker${extension}`);
  if (extension === '.js') return new Worker(entry, { workerData });
  const hook = join(__dirname, '../../../testing/src/typescript-hook.cjs');
  return new Worker(entry, { workerData, execArgv: ['--require', hook] });
}

function settle(
  waiting: Waiting<{ readonly erased: number }> | undefined,
  result: { readonly erased: number } | Failure,
): void {
  if ('erased' in result) waiting?.resolve(result);
  else waiting?.reject(fromFailure(result));
}

function withResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function writerLost(cause?: unknown): StoreUnavailableError {
  const message =
    'The thread that writes the log has ended; commits in flight may or may not be recorded.';
  return new StoreUnavailableError(
    'unknown',
    message,
    'Restart, then send them again with the same ids.',
    { cause },
  );
}

function writerGone(): StoreUnavailableError {
  return new StoreUnavailableError(
    'not-applied',
    'The thread that writes the log has ended.',
    'Restart Wirebrief.',
  );
}
