import { extname, join } from 'node:path';
import {
  type MessagePort,
  type Transferable,
  Worker,
  type WorkerOptions,
} from 'node:worker_threads';

import { type ErrorCategory, isWirebriefError, WirebriefError } from '@wirebrief/kernel';

import { releaseMemorySoon } from './release-memory';

interface Call<Request> {
  readonly id: number;
  readonly request: Request;
}

type Answer<Result> =
  | { readonly id: number; readonly result: Result }
  | { readonly id: number; readonly failure: Failure };

/** An error in a form that crosses the boundary between threads; `remedy` and the rest only for an expected one. */
interface Failure {
  readonly message: string;
  readonly stack?: string;
  readonly expected?: {
    readonly code: string;
    readonly category: ErrorCategory;
    readonly remedy: string;
  };
}

export interface CallOptions {
  /** Whether the process stays open until the answer. */
  readonly holdsProcess: boolean;
}

interface Waiting<Result> extends CallOptions {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A worker thread that answers calls. It starts with the first call, keeps the process open only for calls that ask for
 * that, and is started anew when it has ended, for instance for lack of memory: the calls in hand reject then.
 */
export class Thread<Request, Result> {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting<Result>>();
  private lastId = 0;

  /** `name`: of the entry beside this file, without `.worker.ts`. */
  constructor(
    private readonly name: string,
    private readonly options: Pick<WorkerOptions, 'workerData' | 'resourceLimits'> = {},
  ) {}

  call(request: Request, { holdsProcess }: CallOptions = { holdsProcess: true }): Promise<Result> {
    return new Promise((resolve, reject) => {
      const worker = (this.worker ??= this.start());
      const id = ++this.lastId;
      this.waiting.set(id, { resolve, reject, holdsProcess });
      this.holdProcess();
      worker.postMessage({ id, request } satisfies Call<Request>);
    });
  }

  private start(): Worker {
    const worker = new Worker(...entryOf(this.name, this.options));
    worker.on('message', (answer: Answer<Result>) => {
      this.settle(answer);
    });
    worker.on('error', (error) => {
      this.lose(worker, error);
    });
    worker.on('exit', () => {
      this.lose(worker, new Error(`the thread ${this.name} has ended`));
    });
    return worker;
  }

  private settle(answer: Answer<Result>): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    this.holdProcess();
    if ('result' in answer) waiting?.resolve(answer.result);
    else waiting?.reject(fromFailure(answer.failure));
  }

  private holdProcess(): void {
    const isHeld = [...this.waiting.values()].some(({ holdsProcess }) => holdsProcess);
    if (isHeld) this.worker?.ref();
    else this.worker?.unref();
  }

  private lose(worker: Worker, error: unknown): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}

export interface Answered {
  readonly result: unknown;
  /** Given away instead of copied. */
  readonly transfer?: readonly Transferable[];
}

/** The other side: answers each call that comes through the port. In a quiet spell it forgets what it may. */
export function answerCalls(
  port: MessagePort,
  answer: (request: unknown) => Answered | Promise<Answered>,
  forget?: () => void,
): void {
  const answerOne = async ({ id, request }: Call<unknown>): Promise<void> => {
    try {
      const { result, transfer = [] } = await answer(request);
      port.postMessage({ id, result } satisfies Answer<unknown>, [...transfer]);
    } catch (error) {
      port.postMessage({ id, failure: toFailure(error) } satisfies Answer<unknown>);
    }
    releaseMemorySoon(forget);
  };
  // One after the other: each takes memory for as long as it is under way.
  let last = Promise.resolve();
  port.on('message', (call: Call<unknown>) => {
    last = last.then(() => answerOne(call));
  });
}

/** Jest runs the TypeScript sources, which a thread can load only through the hook that compiles them as Jest does. */
function entryOf(name: string, options: WorkerOptions): [string, WorkerOptions] {
  const extension = extname(__filename);
  const entry = join(__dirname, `${name}.worker${extension}`);
  if (extension === '.js') return [entry, options];
  const hook = join(__dirname, '../../../testing/src/typescript-hook.cjs');
  return [entry, { ...options, execArgv: ['--require', hook] }];
}

function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, stack } = error;
  const expected = isWirebriefError(error) && {
    expected: { code: error.code, category: error.category, remedy: error.remedy },
  };
  return { message, ...(stack !== undefined && { stack }), ...expected };
}

function fromFailure({ message, stack, expected }: Failure): Error {
  const error =
    expected === undefined
      ? new Error(message)
      : new WirebriefError(expected.code, expected.category, message, expected.remedy);
  if (stack !== undefined) error.stack = stack;
  return error;
}
