import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Worker } from 'node:worker_threads';
import { encodeCommit } from '@wirebrief/event-log';
import { type NewCommit } from '@wirebrief/kernel';

import { logFilesIn } from './data-folder';
import { type AppendRequest, appendRequest, type EraseRequest } from './writer-protocol';
import { WriterThread } from './writer-thread';

const request = (id: string): AppendRequest => {
  const commit: NewCommit = {
    id,
    stream: 'daily.article.one',
    expected: 'any',
    events: [{ type: 'ArticleReceived', schema: 1, data: null }],
    meta: { correlationId: 'request', actor: 'tester' },
  };
  return appendRequest(encodeCommit(commit), 1);
};

const ERASURE: EraseRequest = {
  stream: 'daily.article.one',
  reason: 'by mistake',
  commitIds: undefined,
  requestedAt: 1,
};

describe('WriterThread', () => {
  it('sends many appends of one turn in parts, and has them written as one group in their order', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wirebrief-thread-'));
    let replies = 0;
    const thread = await WriterThread.start(logFilesIn(folder), () => {
      replies += 1;
    });
    const appends = Array.from({ length: 40 }, (_, index) => thread.append(request(`id-${index}`)));
    const erased = thread.erase({ ...ERASURE, commitIds: ['id-39'] });
    const later = thread.append(request('later'));

    expect(await Promise.all(appends)).toEqual(appends.map((_, index) => [index + 1, index + 1]));
    expect(await erased).toEqual({ erased: 1 });
    expect(await later).toEqual([41, 41]);
    expect(replies).toBe(3);
    await thread.close();
    rmSync(folder, { recursive: true });
  }, 30_000);

  it('says of appends in flight that their outcome is unknown when the thread dies, and refuses later ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wirebrief-thread-'));
    const thread = await WriterThread.start(logFilesIn(folder), () => undefined);
    const first = await thread.append(request('a'));
    expect(first).toEqual([1, 1]);

    const inFlight = thread.append(request('b'));
    const worker = (thread as unknown as { readonly worker: Worker }).worker;
    const death = worker.terminate();
    await expect(inFlight).rejects.toMatchObject({
      code: 'WB_STORE_UNAVAILABLE',
      outcome: 'unknown',
    });
    await death;
    await expect(thread.append(request('c'))).rejects.toMatchObject({ outcome: 'not-applied' });
    await thread.close();

    const next = await WriterThread.start(logFilesIn(folder), () => undefined);
    expect(await next.append(request('a'))).toEqual({ kind: 'duplicate', position: 1, version: 1 });
    await next.close();
    rmSync(folder, { recursive: true });
  }, 30_000);
});
