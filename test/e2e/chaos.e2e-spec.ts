import { suitableNatsServers } from '@wirebrief/testing';

import { type ChaosCounts, problemsOf } from '../../tools/lib/chaos/counts.mjs';
import { runChaos } from '../../tools/lib/chaos/run-chaos.mjs';
import { removeFolder, temporaryFolder } from './support/program';

jest.setTimeout(300_000);

const folder = temporaryFolder();

afterAll(() => {
  removeFolder(folder);
});

it('keeps what was acknowledged, once, whatever is killed or stands still under load', async () => {
  const events: string[] = [];
  const { counts, problems } = await runChaos({
    path: suitableNatsServers().newest.path,
    folder,
    seed: 7,
    pauses: ['ingest'],
    fullDisk: false,
    partition: false,
    onEvent: (what) => events.push(what),
  });
  // What a report shows first is what is wrong.
  console.info(`${[...problems, JSON.stringify(counts)].join('\n')}\n${events.join('\n')}`);
  expect(problems).toEqual([]);
});

describe('the count at the end', () => {
  const right: ChaosCounts = {
    updates: { acknowledged: 5, once: 5, twice: 0, unknown: 0 },
    analyses: { revisions: 5, once: 5, otherwise: {} },
    schedule: { dues: 3, firedOnce: 3, settled: 3, editions: 3, abandoned: 0 },
    editions: { issued: 4, numbers: 4, highest: 4, requestedTwice: 0, orders: 1, ordered: 1 },
    deadLetters: { poison: 2, kept: 2, same: true },
    refused: [],
  };

  it('finds nothing wrong where everything has come once', () => {
    expect(problemsOf(right)).toEqual([]);
  });

  it.each<Partial<ChaosCounts>>([
    { updates: { ...right.updates, once: 4 } },
    { updates: { ...right.updates, twice: 1 } },
    { updates: { ...right.updates, unknown: 1 } },
    { analyses: { revisions: 5, once: 4, otherwise: { r: 2 } } },
    { schedule: { ...right.schedule, firedOnce: 2 } },
    { schedule: { ...right.schedule, settled: 2 } },
    { schedule: { ...right.schedule, editions: 2 } },
    { schedule: { ...right.schedule, abandoned: 1 } },
    { editions: { ...right.editions, numbers: 3 } },
    { editions: { ...right.editions, requestedTwice: 1 } },
    { editions: { ...right.editions, ordered: 0 } },
    { deadLetters: { poison: 2, kept: 3, same: false } },
    { refused: ['400'] },
  ])('finds what is wrong in %j', (wrong) => {
    expect(problemsOf({ ...right, ...wrong })).toHaveLength(1);
  });
});
