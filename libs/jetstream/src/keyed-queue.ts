/** Runs work on one key in order, one at a time, and on different keys side by side. */
export class KeyedQueue {
  private readonly last = new Map<string, Promise<unknown>>();

  run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.last.get(key);
    const running = before === undefined ? work() : before.then(work, work);
    this.last.set(key, running);
    const settle = (): void => {
      if (this.last.get(key) === running) this.last.delete(key);
    };
    running.then(settle, settle);
    return running;
  }
}
