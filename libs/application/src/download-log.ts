import {
  type DomainEvent,
  type Json,
  recordedEvents,
  type StreamId,
  uuidFrom,
} from '@wirebrief/kernel';

import { type EventStore, StoreUnavailableError } from './ports/event-store.port';
import { downloadStream } from './streams';

/** A file of an edition was given to a client that named itself. */
export type EditionDownloaded = DomainEvent<'EditionDownloaded', Download>;

export interface Download {
  readonly storyId: string;
  readonly number: number;
  readonly form: 'html' | 'pdf' | 'json' | 'zip';
  /** SHA-256 of the whole file. */
  readonly hash: string;
  /** Bytes that were given out. */
  readonly bytes: number;
  /** `bytes 0-99/1234` when it was a part of the file. */
  readonly range: string | null;
  /** As it named itself. */
  readonly client: string;
  /** When it was asked for, RFC 3339 in UTC. */
  readonly at: string;
}

export interface DownloadQuery {
  readonly storyId: string;
  readonly client?: string | undefined;
  /** Instants, both inclusive. */
  readonly since?: string | undefined;
  readonly until: string;
  /** When the story began to have downloads, at the earliest. */
  readonly from: string;
  readonly limit: number;
  /** Of the page before. */
  readonly cursor?: string | undefined;
}

export interface DownloadPage {
  /** Newest first. */
  readonly downloads: readonly Download[];
  /** For the next page; null at the end. A page may have fewer than it could and still not be the last. */
  readonly next: string | null;
}

/** Downloads within this time become one commit: many a second are a few commits, and each waits no longer than that. */
const WINDOW_MILLISECONDS = 50;
// 500 of these events take a quarter of a MiB: well below what a commit may hold.
const GROUP = 500;
// Bounds the time of one page when few of the events are wanted.
const SCANNED = 20_000;

interface Waiting {
  readonly id: string;
  readonly download: Download;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The record of who was given what: a stream for each story and month. */
export class DownloadLog {
  private readonly waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly store: EventStore) {}

  /** Durable when it resolves. `id` is new for each download. */
  record(download: Download, id: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ id, download, resolve, reject });
      if (this.waiting.length >= GROUP) this.flush();
      else
        this.timer ??= setTimeout(() => {
          this.flush();
        }, WINDOW_MILLISECONDS);
    });
  }

  async list(query: DownloadQuery): Promise<DownloadPage> {
    const { storyId, limit, from, since = from, until } = query;
    const oldest = monthOf(since > from ? since : from);
    let { month, version } = placeOf(query.cursor) ?? { month: monthOf(until), version: undefined };
    const downloads: Download[] = [];
    for (let scanned = 0; month >= oldest; [month, version] = [monthBefore(month), undefined]) {
      for await (const { download, at } of this.backwards(storyId, month, version)) {
        if (isWanted(download, query)) downloads.push(download);
        scanned += 1;
        if (downloads.length < limit && scanned < SCANNED) continue;
        return { downloads, next: `${month}.${at - 1}` };
      }
    }
    return { downloads, next: null };
  }

  private async *backwards(storyId: string, month: string, version = Number.MAX_SAFE_INTEGER) {
    const stream = downloadStream(storyId, month);
    const commits = this.store.readStream(stream, { toVersion: version, backwards: true });
    for await (const commit of commits) {
      for (const event of [...recordedEvents(commit)].reverse()) {
        if (event.version <= version)
          yield { download: event.data as unknown as Download, at: event.version };
      }
    }
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const byStream = new Map<StreamId, Waiting[]>();
    for (const waiting of this.waiting.splice(0)) {
      const { storyId, at } = waiting.download;
      const stream = downloadStream(storyId, monthOf(at));
      byStream.set(stream, [...(byStream.get(stream) ?? []), waiting]);
    }
    for (const [stream, group] of byStream) void this.write(stream, group);
  }

  private async write(stream: StreamId, group: readonly Waiting[]): Promise<void> {
    try {
      await this.append(stream, group).catch((error: unknown) => {
        // Whether it is recorded is not known: the same commit again records nothing twice.
        if (error instanceof StoreUnavailableError && error.outcome === 'unknown')
          return this.append(stream, group);
        throw error;
      });
      for (const { resolve } of group) resolve();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  private async append(stream: StreamId, group: readonly Waiting[]): Promise<void> {
    const [first, ...rest] = group.map(({ download }) => ({
      type: 'EditionDownloaded' satisfies EditionDownloaded['type'],
      schema: 1,
      data: download as unknown as Json,
    }));
    if (first === undefined) return;
    const id = uuidFrom(stream, group.map((waiting) => waiting.id).join('|'));
    const meta = { correlationId: id, actor: 'downloads' };
    await this.store.append({ id, stream, expected: 'any', events: [first, ...rest], meta });
  }
}

function isWanted({ client, at }: Download, query: DownloadQuery): boolean {
  if (query.client !== undefined && query.client !== client) return false;
  return at <= query.until && (query.since === undefined || at >= query.since);
}

/** Of an instant in UTC: `2021-09`. */
const monthOf = (instant: string): string => instant.slice(0, 7);

function monthBefore(month: string): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - 1);
  return date.toISOString().slice(0, 7);
}

function placeOf(
  cursor: string | undefined,
): { readonly month: string; readonly version: number } | undefined {
  const [month, version] = cursor?.split('.') ?? [];
  return month === undefined ? undefined : { month, version: Number(version) };
}
