import { WakingLoop } from './waking-loop';

/** A loop whose sleeps are listed and end when the test says so. */
function loopOver(work: () => Promise<string | null>) {
  const sleeps: number[] = [];
  let wakeUp: () => void = () => undefined;
  let asleep: () => void = () => undefined;
  let change: () => void = () => undefined;
  let next = new Promise<void>((resolve) => (asleep = resolve));
  const loop = new WakingLoop({
    work,
    clock: () => '2026-03-29T04:00:00.000Z',
    changes: { watch: (wake) => (change = wake) },
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        sleeps.push(milliseconds);
        wakeUp = resolve;
        signal.addEventListener('abort', () => {
          resolve();
        });
        asleep();
      }),
  });
  return {
    loop,
    sleeps,
    change: () => {
      change();
    },
    /** Lets the time pass that is slept now, until the next sleep. */
    pass: async () => {
      next = new Promise((resolve) => (asleep = resolve));
      wakeUp();
      await next;
    },
    untilAsleep: () => next,
  };
}

const inSeconds = (seconds: number): string =>
  new Date(Date.parse('2026-03-29T04:00:00Z') + seconds * 1000).toISOString();

describe('a loop', () => {
  it('sleeps until more is due, and never longer than half a minute at a time', async () => {
    const dues = [inSeconds(7), inSeconds(86_400), null, inSeconds(-5)];
    const { loop, sleeps, pass, untilAsleep } = loopOver(async () => dues.shift() ?? null);
    loop.start();
    await untilAsleep();
    for (let round = 0; round < 3; round++) await pass();
    await loop.stop();
    expect(sleeps).toEqual([7_000, 30_000, 30_000, 1]);
  });

  it('looks again at once when something has changed, also while it works', async () => {
    let looks = 0;
    const { loop, sleeps, change, untilAsleep } = loopOver(async () => {
      looks += 1;
      if (looks === 1) change();
      return null;
    });
    loop.start();
    await untilAsleep();
    expect([looks, sleeps.length]).toEqual([2, 1]);
    await loop.stop();
  });

  it('keeps a failure for whoever looks, tries again soon, and forgets it when it goes well', async () => {
    let looks = 0;
    const { loop, sleeps, pass, untilAsleep } = loopOver(async () => {
      looks += 1;
      if (looks === 1) throw new Error('no log');
      return null;
    });
    loop.start();
    await untilAsleep();
    expect(loop.failure()).toBe('no log');
    expect(sleeps).toEqual([5_000]);
    await pass();
    expect(loop.failure()).toBeNull();
    await loop.stop();
  });

  it('finishes the work in hand before it has stopped', async () => {
    let finish: () => void = () => undefined;
    let isDone = false;
    const { loop } = loopOver(async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      isDone = true;
      return null;
    });
    loop.start();
    const stopped = loop.stop().then(() => isDone);
    finish();
    expect(await stopped).toBe(true);
  });
});
