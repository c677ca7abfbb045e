import { InMemoryBlobStore } from '@wirebrief/blob-store';
import { InMemoryEventStore, InMemoryLogImport, type MemoryRecord } from '@wirebrief/event-store';
import { type LogRecord } from '@wirebrief/kernel';
import { EXAMPLE_RECORDS, openEngine, recordAt, TEST_META, tollUpdate } from '@wirebrief/testing';

import { copyLog, type CopyReport, type CopyTarget } from './log-copy';

interface Place extends CopyTarget {
  readonly records: MemoryRecord[];
  readonly blobs: InMemoryBlobStore;
}

function place(): Place {
  const records: MemoryRecord[] = [];
  return { records, log: new InMemoryLogImport(records), blobs: new InMemoryBlobStore() };
}

async function placeWith(records: readonly LogRecord[]): Promise<Place> {
  const made = place();
  await made.log.write(records);
  return made;
}

const copy = (from: Place, to: CopyTarget): Promise<CopyReport> =>
  copyLog({ from, to, onProgress: () => undefined });

function numbered(
  position: number,
  stream: LogRecord['stream'] = `daily.article.a${position}`,
  firstVersion = 1,
): LogRecord {
  return recordAt(position, { stream, firstVersion, types: ['ArticleReceived'] });
}

/** Stops to answer after a number of batches, as a process that is killed. */
function dyingAfter(batches: number, { log, blobs }: Place): CopyTarget {
  let left = batches;
  const dying = Object.create(log) as typeof log;
  dying.write = async (records) => {
    if (left-- === 0) throw new Error('killed');
    await log.write(records);
  };
  return { log: dying, blobs };
}

describe('copyLog', () => {
  it('given a log with gaps and an erased commit, makes one with the same records', async () => {
    const [from, to] = [await placeWith(EXAMPLE_RECORDS), place()];
    const seen: number[] = [];
    const onProgress = (position: number): number => seen.push(position);
    const report = await copyLog({ from, to, onProgress });
    expect(to.records).toEqual(from.records);
    expect(report).toMatchObject({ commits: EXAMPLE_RECORDS.length, position: 42, lost: [] });
    expect(seen.at(-1)).toBe(42);
  });

  it('given an empty log, copies nothing', async () => {
    expect(await copy(place(), place())).toMatchObject({ commits: 0, position: 0 });
  });

  it('run again, writes nothing and says where it went on', async () => {
    const [from, to] = [await placeWith(EXAMPLE_RECORDS), place()];
    const first = await copy(from, to);
    expect(await copy(from, to)).toEqual({ ...first, resumedAfter: 42 });
    expect(to.records).toEqual(from.records);
  });

  it('after each place where it can be killed, goes on to the same result', async () => {
    const from = place();
    const many = Array.from({ length: 700 }, (_, index) => numbered(index + 1));
    await from.log.write(many);
    for (const batches of [0, 1, 2]) {
      const to = place();
      await expect(copy(from, dyingAfter(batches, to))).rejects.toThrow('killed');
      expect(to.records).toHaveLength(batches * 256);
      expect(await copy(from, to)).toMatchObject({ commits: 700, resumedAfter: batches * 256 });
      expect(to.records).toEqual(from.records);
    }
  });

  it.each([
    ['another log', [numbered(1), numbered(2)]],
    ['the same log and more', [...EXAMPLE_RECORDS, numbered(50, 'daily.other.one')]],
    ['the same log from a later commit on', EXAMPLE_RECORDS.slice(1, 2)],
    [
      'the same log with a commit that is erased in the source',
      EXAMPLE_RECORDS.map((record) =>
        record.erasure === null ? record : numbered(7, record.stream, record.firstVersion),
      ),
    ],
  ])('refuses a target that holds %s, and leaves it as it is', async (_, records) => {
    const to = await placeWith(records);
    const before = [...to.records];
    await expect(copy(await placeWith(EXAMPLE_RECORDS), to)).rejects.toMatchObject({
      code: 'WB_COPY_DIFFERS',
    });
    expect(to.records).toEqual(before);
  });

  it('notices a target that did not keep what it was given', async () => {
    const to = place();
    const forgetful = Object.create(to.log) as typeof to.log;
    forgetful.write = (records) => to.log.write(records.slice(0, -1));
    const from = await placeWith(EXAMPLE_RECORDS);
    await expect(copy(from, { ...to, log: forgetful })).rejects.toMatchObject({
      code: 'WB_COPY_DIFFERS',
    });
  });

  describe('given a log with editions', () => {
    async function issued(): Promise<Place> {
      const made = place();
      const clock = (): Date => new Date('2024-03-01T00:00:00Z');
      const store = new InMemoryEventStore({ clock, records: made.records });
      const engine = await openEngine({ store, blobs: made.blobs });
      for (const killed of [3, 4]) {
        await engine.intake.record(tollUpdate(killed), TEST_META);
        await engine.press.issue('bridge', 'edition', TEST_META);
      }
      await engine.stop();
      return made;
    }

    const hashesIn = async (blobs: InMemoryBlobStore): Promise<readonly string[]> => {
      const found: string[] = [];
      for await (const hash of blobs.hashes()) found.push(hash);
      return found;
    };

    it('copies their files, each before the commit that names it', async () => {
      const [from, to] = [await issued(), place()];
      const named = await hashesIn(from.blobs);
      const cautious = Object.create(to.log) as typeof to.log;
      cautious.write = async (records) => {
        const text = JSON.stringify(records);
        for (const hash of named.filter((one) => text.includes(one)))
          expect(await to.blobs.has(hash)).toBe(true);
        await to.log.write(records);
      };
      expect(await copy(from, { ...to, log: cautious })).toMatchObject({ files: 6, lost: [] });
      expect(await hashesIn(to.blobs)).toEqual(named);
    });

    it('gives a target back the files that it has lost since', async () => {
      const [from, to] = [await issued(), place()];
      await copy(from, to);
      const blobs = new InMemoryBlobStore();
      await copy(from, { ...to, blobs });
      expect(await hashesIn(blobs)).toEqual(await hashesIn(from.blobs));
    });

    it('names the files that the source has lost, and copies the rest', async () => {
      const from = await issued();
      const [lost, ...kept] = await hashesIn(from.blobs);
      const blobs = Object.create(from.blobs) as InMemoryBlobStore;
      blobs.get = async (hash) => (hash === lost ? undefined : from.blobs.get(hash));
      const to = place();
      expect(await copy({ ...from, blobs }, to)).toMatchObject({ files: 5, lost: [lost] });
      expect(await hashesIn(to.blobs)).toEqual(kept);
    });
  });
});
