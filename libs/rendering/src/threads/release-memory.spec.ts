import { getHeapSpaceStatistics } from 'node:v8';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { releaseMemorySoon } from './release-memory';

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;

/** What survives a collection makes the young generation grow. */
function growYoungGeneration(): void {
  let survivors: unknown[] = [];
  for (let index = 0; index < 1_000_000; index++) {
    survivors.push({ index, text: `text ${index}` });
    if (survivors.length > 100_000) survivors = [];
  }
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance'] });
});
afterEach(() => {
  jest.useRealTimers();
});

async function pass(milliseconds: number): Promise<void> {
  jest.advanceTimersByTime(milliseconds);
  // The collection is a task of its own, and its connection closes in the next one.
  for (let turn = 0; turn < 20; turn++) await nextTurn();
}

describe(releaseMemorySoon, () => {
  it('gives the young generation back after a second of quiet, and forgets after six', async () => {
    const forget = jest.fn();
    growYoungGeneration();
    const grown = youngBytes();
    releaseMemorySoon(forget);
    await pass(900);
    releaseMemorySoon(forget);
    await pass(900);
    expect(youngBytes()).toBeGreaterThan(grown / 2);
    await pass(200);
    expect(youngBytes()).toBeLessThan(grown / 2);
    expect(forget).not.toHaveBeenCalled();
    await pass(5_000);
    expect(forget).toHaveBeenCalledTimes(1);
  });
});
