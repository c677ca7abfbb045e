import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { type QueueStatus, type WorkQueue } from '@wirebrief/application';
import { lastValueFrom, type Observable, throwError } from 'rxjs';

/** Transport of handlers that take work which is kept until they are done. */
export const KEPT_WORK = Symbol('kept work');

const STOP_MILLISECONDS = 8000;

/** Gives each handler the items of its queue. A handler that resolves has done its item; one that rejects has not. */
export class QueueTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = KEPT_WORK;

  constructor(private readonly queues: ReadonlyMap<string, WorkQueue>) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    for (const [pattern, handler] of this.messageHandlers) {
      const queue = this.queues.get(pattern);
      // A process takes the work that it was given a queue for.
      queue?.start(async (item) => {
        const result = this.transformToObservable(await handler(item));
        await lastValueFrom(result, { defaultValue: undefined });
      });
    }
    callback();
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.stop(STOP_MILLISECONDS)));
  }

  statuses(): readonly QueueStatus[] {
    return [...this.queues.values()].map((queue) => queue.status());
  }

  on(): never {
    throw new Error('a queue has no events');
  }

  unwrap(): never {
    throw new Error('a queue has no client to give out');
  }
}

/** The queue decides by the error itself what becomes of the item. */
@Catch()
export class KeepError implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
