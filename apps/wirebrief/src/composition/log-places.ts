import { join } from 'node:path';

import {
  type BlobStore,
  type CopySource,
  type CopyTarget,
  type LogExport,
} from '@wirebrief/application';
import { FolderBlobStore } from '@wirebrief/blob-store';
import { readSettings } from '@wirebrief/composition';
import { SqliteLogExport, SqliteLogImport } from '@wirebrief/event-store';
import { WirebriefError } from '@wirebrief/kernel';
import { type Config, type NatsConfig } from '@wirebrief/platform';

import { closing } from './closing';
import { type Replicas } from './server-place';

/** Where a log and its files are: in a data folder, or on NATS servers. */
export type LogPlace = { readonly folder: string } | { readonly nats: NatsConfig };

/** Of a path, or of addresses such as `nats://user:password@host:4222,…`. Throws `WB_CONFIG_INVALID`. */
export function logPlace(text: string): LogPlace {
  if (!/^(nats|tls):\/\//.test(text)) return { folder: text };
  const { nats } = readSettings({ nats: text }).config;
  return nats === undefined ? { folder: text } : { nats };
}

/** Where the settings say that the log is. */
export function configuredPlace({ store, nats, dataDir }: Config): LogPlace {
  return store === 'jetstream' && nats !== undefined ? { nats } : { folder: dataDir };
}

/** For people to read: without credentials. */
export function placeName(place: LogPlace): string {
  if ('folder' in place) return place.folder;
  return place.nats.servers.map((server) => `nats://${server}`).join(',');
}

/** Loaded when asked for: the client of NATS takes a tenth of a second. */
const serverPlace = () => import('./server-place.js');

/** Runs over the log and the files of a place, also while others write there. Throws `WB_DATA_MISSING`. */
export async function withSource<Result>(
  place: LogPlace,
  body: (source: CopySource) => Promise<Result>,
): Promise<Result> {
  if ('nats' in place) return (await serverPlace()).onServers(place.nats, held, body);
  return inFolder(place.folder, SqliteLogExport.open(place), body);
}

/** Runs over a place as its one writer; makes the log where it is missing. Throws `WB_DATA_IN_USE`. */
export async function withTarget<Result>(
  place: LogPlace,
  body: (target: CopyTarget) => Promise<Result>,
): Promise<Result> {
  if ('nats' in place) return (await serverPlace()).onServers(place.nats, heldOrSet, body);
  return inFolder(place.folder, SqliteLogImport.open(place), body);
}

function inFolder<Log extends LogExport, Result>(
  folder: string,
  open: Log,
  body: (place: { readonly log: Log; readonly blobs: BlobStore }) => Promise<Result>,
): Promise<Result> {
  return closing(open, async (log) =>
    body({ log, blobs: await FolderBlobStore.open(join(folder, 'blobs')) }),
  );
}

function held(found: Replicas | undefined): Replicas {
  if (found !== undefined) return found;
  throw new WirebriefError(
    'WB_DATA_MISSING',
    'not-found',
    'The NATS servers hold no log.',
    'Correct the address, or the account in it.',
  );
}

const heldOrSet = (found: Replicas | undefined): Replicas =>
  found ?? readSettings({}).config.replicas;
