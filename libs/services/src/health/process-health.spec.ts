import { InMemoryEventStore } from '@wirebrief/event-store';

import { type Health, type Parts, ProcessHealth } from './process-health';

const LOST = { code: 'WB_REBUILD_LOST', message: 'Each process has ended.' };

async function told(parts: Partial<Parts>): Promise<Health> {
  const store = new InMemoryEventStore({ clock: () => new Date() });
  const health = new ProcessHealth({
    store,
    program: 'Wirebrief test',
    parts: { followers: () => [], ...parts },
  });
  return health.tell();
}

it('is degraded, and ready, while the edition of a story has been given up', async () => {
  const triggers = { failed: [{ story: 'bridge', ...LOST }] };
  expect(await told({ triggers: () => triggers })).toMatchObject({
    ...{ status: 'degraded', ready: true, reason: null, triggers },
  });
  expect(await told({ triggers: () => ({ failed: [] }) })).toMatchObject({ status: 'ok' });
});

it('is degraded, and ready, while due times are not worked', async () => {
  const schedules = { failure: 'the log refuses', failed: [] };
  expect(await told({ schedules: () => schedules })).toMatchObject({
    ...{ status: 'degraded', ready: true, schedules },
  });
});

it('is failing with the part that has stopped, whatever else there is', async () => {
  const followers = [{ name: 'stories', position: 3, failure: 'a commit cannot be read' }];
  const triggers = { failed: [{ story: 'bridge', ...LOST }] };
  expect(await told({ followers: () => followers, triggers: () => triggers })).toMatchObject({
    ...{ status: 'failing', ready: false, reason: 'stories: a commit cannot be read' },
  });
});
