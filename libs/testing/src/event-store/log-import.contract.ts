import { type EventStore, type LogImport } from '@wirebrief/application';
import { type Commit, type LogRecord, type NewCommit } from '@wirebrief/kernel';

import { EXAMPLE_RECORDS, recordAt, RECORDED_FROM } from './log-records';

/** An empty log that is written by import and then opened as a store; only one of both is open at a time. */
export interface ImportTarget {
  openImport(): Promise<LogImport>;
  openStore(): Promise<EventStore>;
  dispose(): Promise<void>;
}

/** What every log that takes a copy of another one keeps to. */
export function logImportContract(name: string, create: () => Promise<ImportTarget>): void {
  describe(name, () => {
    let target: ImportTarget;

    beforeEach(async () => {
      target = await create();
    });

    afterEach(() => target.dispose());

    const imported = async <Result>(work: (log: LogImport) => Promise<Result>): Promise<Result> => {
      const log = await target.openImport();
      try {
        return await work(log);
      } finally {
        await log.close();
      }
    };
    const stored = async <Result>(work: (store: EventStore) => Promise<Result>) => {
      const store = await target.openStore();
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    };
    const writeAll = (records = EXAMPLE_RECORDS): Promise<void> =>
      imported((log) => log.write(records));

    it('given nothing, is at position 0 and gives no records', async () => {
      expect(await imported((log) => log.head())).toBe(0);
      expect(await imported((log) => recordsOf(log))).toEqual([]);
    });

    it('gives back what was written, in one batch or several, erased commits and gaps included', async () => {
      await writeAll(EXAMPLE_RECORDS.slice(0, 2));
      await writeAll(EXAMPLE_RECORDS.slice(2));
      expect(await imported((log) => recordsOf(log))).toEqual(EXAMPLE_RECORDS);
      expect(await imported((log) => recordsOf(log, 2, 41))).toEqual(EXAMPLE_RECORDS.slice(1, 4));
      expect(await imported((log) => log.head())).toBe(42);
    });

    it('is a log in which nothing is wrong, with every commit where it stood', async () => {
      await writeAll();
      const expected = EXAMPLE_RECORDS.filter(({ events }) => events !== null).map(commitOf);
      await stored(async (store) => {
        expect(await all(store.verify())).toEqual([]);
        expect(await commitsOf(store)).toEqual(expected);
        expect(await store.streamHead('daily.article.one')).toEqual({ version: 3, position: 41 });
        expect(await store.positionAt(new Date(RECORDED_FROM + 7).toISOString())).toBe(7);
        const filter = { types: ['StoryOpened', 'StoryClosed'] };
        const batches = await all(store.readAll({ after: 0, filter }));
        const positions = batches
          .flatMap(({ commits }) => commits)
          .map((commit) => commit.position);
        expect(positions).toEqual([6, 42]);
      });
    });

    it('goes on after the last position, and knows every id, also that of an erased commit', async () => {
      await writeAll();
      await stored(async (store) => {
        const again = await store.append(newCommit(EXAMPLE_RECORDS[0]));
        expect(again).toEqual({ position: 2, version: 1, duplicate: true });
        const other = { ...newCommit(EXAMPLE_RECORDS[0]), id: EXAMPLE_RECORDS[2]?.id ?? '' };
        await expect(store.append(other)).rejects.toMatchObject({
          code: 'WB_IDEMPOTENCY_MISMATCH',
        });
        const next = await store.append({
          ...newCommit(EXAMPLE_RECORDS[0]),
          id: 'next',
          expected: 3,
        });
        expect(next.position).toBeGreaterThan(42);
        expect(next.version).toBe(4);
      });
    });

    it.each([
      ['a position that does not follow', { position: 42 }],
      ['a time before that of the last commit', { recordedAt: RECORDED_FROM }],
      ['a gap in the versions of its stream', { firstVersion: 5, version: 5 }],
      ['a version that is there already', { firstVersion: 3, version: 3 }],
      ['an id that is taken', { id: 'commit-2' }],
      ['content that does not match its hash', { events: '[]' }],
      ['another hash', { hash: 'f'.repeat(64) }],
      ['a hash that is none', { hash: 'f' }],
      ['a stream that is none', { stream: 'daily.article' as never }],
      ['half an erasure', { erasure: { at: 1, reason: 'asked' } }],
      ['content that is gone without an erasure', { events: null, meta: null }],
    ])('refuses %s, and with it the whole batch', async (_, wrong) => {
      await writeAll();
      const good = recordAt(50, {
        stream: 'daily.article.two',
        firstVersion: 1,
        types: ['ArticleReceived'],
      });
      const bad = recordAt(51, {
        stream: 'daily.article.one',
        firstVersion: 4,
        types: ['ArticleRevised'],
      });
      await imported(async (log) => {
        await expect(log.write([good, { ...bad, ...wrong }])).rejects.toMatchObject({
          code: 'WB_LOG_IMPORT',
        });
        expect(await recordsOf(log)).toEqual(EXAMPLE_RECORDS);
        await log.write([good, bad]);
      });
      await stored(async (store) => {
        expect(await all(store.verify())).toEqual([]);
      });
    });
  });
}

function commitOf({ erasure, events, meta, recordedAt, ...rest }: LogRecord): Commit {
  return {
    ...rest,
    events: JSON.parse(events ?? '') as Commit['events'],
    meta: JSON.parse(meta ?? '') as Commit['meta'],
    recordedAt: new Date(recordedAt).toISOString(),
  };
}

function newCommit(record: LogRecord | undefined): NewCommit {
  if (record === undefined) throw new Error('there is such a record');
  const { id, stream, events, meta } = commitOf(record);
  return { id, stream, events, meta, expected: 'any' };
}

async function recordsOf(
  log: LogImport,
  after = 0,
  until = Number.MAX_SAFE_INTEGER,
): Promise<readonly LogRecord[]> {
  return (await all(log.records({ after, until }))).flat();
}

async function commitsOf(store: EventStore): Promise<readonly Commit[]> {
  return (await all(store.readAll({ after: 0 }))).flatMap(({ commits }) => commits);
}

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
