import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  InMemoryEventStore,
  InMemoryLogImport,
  type MemoryRecord,
  SqliteEventStore,
  SqliteLogExport,
  SqliteLogImport,
} from '@wirebrief/event-store';
import { isWirebriefError, type LogRecord } from '@wirebrief/kernel';
import { logImportContract } from '@wirebrief/testing';

const clock = (): Date => new Date('2021-08-30T00:00:00Z');

logImportContract('InMemoryLogImport', async () => {
  const records: MemoryRecord[] = [];
  return {
    openImport: async () => new InMemoryLogImport(records),
    openStore: async () => new InMemoryEventStore({ clock, records }),
    dispose: async () => undefined,
  };
});

logImportContract('SqliteLogImport', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-import-'));
  return {
    openImport: async () => SqliteLogImport.open({ folder }),
    openStore: () => SqliteEventStore.open({ folder, clock }),
    dispose: async () => {
      rmSync(folder, { recursive: true });
    },
  };
});

describe('The log of a data folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wirebrief-import-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is exported, erasures included, while a store writes it', async () => {
    const store = await SqliteEventStore.open({ folder, clock });
    const log = SqliteLogExport.open({ folder });
    for (const id of ['a', 'b']) {
      await store.append({
        ...{ id, stream: `daily.article.${id}`, expected: 'none' },
        events: [{ type: 'ArticleReceived', schema: 1, data: id }],
        meta: { correlationId: 'r', actor: 'desk' },
      });
    }
    await store.erase('daily.article.a', { reason: 'asked for' });
    const records: LogRecord[] = [];
    for await (const batch of log.records({ after: 0, until: await log.head() }))
      records.push(...batch);
    expect(records).toMatchObject([
      { id: 'a', position: 1, events: null, meta: null, erasure: { reason: 'asked for' } },
      { id: 'b', position: 2, erasure: null },
    ]);
    await log.close();
    await store.close();
  });

  it('is not imported into while another process or store writes it', async () => {
    const store = await SqliteEventStore.open({ folder, clock });
    expect(codeOf(() => SqliteLogImport.open({ folder }))).toBe('WB_DATA_IN_USE');
    await store.close();
    await SqliteLogImport.open({ folder }).close();
    await (await SqliteEventStore.open({ folder, clock })).close();
  });

  it('is exported only where there is one', () => {
    expect(codeOf(() => SqliteLogExport.open({ folder }))).toBe('WB_DATA_MISSING');
  });
});

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return isWirebriefError(error) ? error.code : String(error);
  }
}
