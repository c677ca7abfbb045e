import { InMemoryEventStore } from '@wirebrief/event-store';
import { commitsOf } from '@wirebrief/testing';

import { type Download, DownloadLog, type DownloadQuery } from './download-log';
import { StoreUnavailableError } from './ports/event-store.port';

const download = (at: string, overrides: Partial<Download> = {}): Download => ({
  storyId: 'bridge',
  number: 1,
  form: 'pdf',
  hash: 'a'.repeat(64),
  bytes: 1000,
  range: null,
  client: 'desk',
  at,
  ...overrides,
});

const QUERY: DownloadQuery = {
  storyId: 'bridge',
  from: '2026-01-01T00:00:00.000Z',
  until: '2026-12-31T00:00:00.000Z',
  limit: 100,
};

describe('DownloadLog', () => {
  let store: InMemoryEventStore;
  let log: DownloadLog;
  let ids: number;

  beforeEach(() => {
    store = new InMemoryEventStore({ clock: () => new Date('2026-01-31T06:00:00Z') });
    log = new DownloadLog(store);
    ids = 0;
  });

  const record = (at: string, overrides: Partial<Download> = {}): Promise<void> =>
    log.record(download(at, overrides), `id-${(ids += 1)}`);

  /** One a second from the instant on. */
  const recordMany = async (count: number, from: string): Promise<void> => {
    const start = Date.parse(from);
    await Promise.all(
      Array.from({ length: count }, (_, index) =>
        record(new Date(start + index * 1000).toISOString()),
      ),
    );
  };

  const pagesOf = async (query: DownloadQuery): Promise<readonly (readonly Download[])[]> => {
    const pages: (readonly Download[])[] = [];
    for (let cursor: string | undefined; ;) {
      const { downloads, next } = await log.list({ ...query, cursor });
      pages.push(downloads);
      if (next === null) return pages;
      cursor = next;
    }
  };

  it('has it in the log when it resolves', async () => {
    await record('2026-01-31T06:00:00.000Z');
    expect(await commitsOf(store)).toMatchObject([
      {
        stream: 'default.download-2026-01.bridge',
        events: [{ type: 'EditionDownloaded', data: { client: 'desk', number: 1 } }],
      },
    ]);
  });

  it('given many at once, makes few commits of them and loses none', async () => {
    await recordMany(1200, '2026-01-31T06:00:00.000Z');
    const commits = await commitsOf(store);
    expect(commits.length).toBeLessThanOrEqual(3);
    const found = commits.flatMap(({ events }) => events).map(({ data }) => data);
    expect(new Set(found.map((data) => JSON.stringify(data))).size).toBe(1200);
  });

  it('keeps a stream for each story and month', async () => {
    await Promise.all([
      record('2026-01-31T23:59:59.999Z'),
      record('2026-02-01T00:00:00.000Z'),
      record('2026-02-01T00:00:00.000Z', { storyId: 'port' }),
    ]);
    expect((await commitsOf(store)).map(({ stream }) => stream).sort()).toEqual([
      'default.download-2026-01.bridge',
      'default.download-2026-02.bridge',
      'default.download-2026-02.port',
    ]);
  });

  it('rejects every download of a commit that cannot be written', async () => {
    store.append = async () => {
      throw new StoreUnavailableError('not-applied', 'The disk is full.', 'Free some space.');
    };
    const both = await Promise.allSettled([
      record('2026-01-31T06:00:00.000Z'),
      record('2026-01-31T06:00:01.000Z'),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('records nothing twice when it is not known whether a commit was written', async () => {
    const append = store.append.bind(store);
    let isFirst = true;
    store.append = async (commit) => {
      const result = await append(commit);
      if (!isFirst) return result;
      isFirst = false;
      throw new StoreUnavailableError('unknown', 'The answer was lost.', 'Send it again.');
    };
    await record('2026-01-31T06:00:00.000Z');
    expect(await commitsOf(store)).toHaveLength(1);
  });

  it('lists the newest first, page by page, over months without any, each once', async () => {
    await recordMany(7, '2026-01-31T06:00:00.000Z');
    await recordMany(5, '2026-04-30T23:59:58.000Z');
    const pages = await pagesOf({ ...QUERY, limit: 4 });
    const times = pages.flat().map(({ at }) => at);
    expect(times).toHaveLength(12);
    expect(times).toEqual([...new Set(times)].sort().reverse());
    expect(Math.max(...pages.map((page) => page.length))).toBe(4);
  });

  it.each([
    ['client', { client: 'archive' }, ['2026-01-02', '2026-03-01']],
    ['begin', { since: '2026-01-02T00:00:00.000Z' }, ['2026-01-02', '2026-02-01', '2026-03-01']],
    ['end', { until: '2026-02-01T00:00:00.000Z' }, ['2026-01-01', '2026-01-02', '2026-02-01']],
    ['story', { storyId: 'port' }, []],
  ])('lists by %s', async (_, wanted, days) => {
    for (const [day, client] of [
      ['2026-01-01', 'desk'],
      ['2026-01-02', 'archive'],
      ['2026-02-01', 'desk'],
      ['2026-03-01', 'archive'],
    ] as const)
      await record(`${day}T00:00:00.000Z`, { client });
    const found = (await pagesOf({ ...QUERY, ...wanted })).flat();
    expect(found.map(({ at }) => at.slice(0, 10)).reverse()).toEqual(days);
  });
});
