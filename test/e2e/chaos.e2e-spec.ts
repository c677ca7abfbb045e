import { suitableNatsServers } from '@wirebrief/testing';

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
    onEvent: (what) => events.push(what),
  });
  console.info(`${events.join('\n')}\n${JSON.stringify(counts, null, 2)}`);
  expect(problems).toEqual([]);
});
