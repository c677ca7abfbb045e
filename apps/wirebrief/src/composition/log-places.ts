import { join } from 'node:path';

import { type CopySource, type CopyTarget } from '@wirebrief/application';
import { FolderBlobStore } from '@wirebrief/blob-store';
import { SqliteLogExport, SqliteLogImport } from '@wirebrief/event-store';

/** Runs over the log and the files of a data folder, also while a server writes it. Throws `WB_DATA_MISSING`. */
export async function withSource<Result>(
  place: string,
  body: (source: CopySource) => Promise<Result>,
): Promise<Result> {
  const log = SqliteLogExport.open({ folder: place });
  try {
    return await body({ log, blobs: await blobsIn(place) });
  } finally {
    await log.close();
  }
}

/** Runs over a data folder as its one writer; makes it where it is missing. Throws `WB_DATA_IN_USE`. */
export async function withTarget<Result>(
  place: string,
  body: (target: CopyTarget) => Promise<Result>,
): Promise<Result> {
  const log = SqliteLogImport.open({ folder: place });
  try {
    return await body({ log, blobs: await blobsIn(place) });
  } finally {
    await log.close();
  }
}

function blobsIn(folder: string): Promise<FolderBlobStore> {
  return FolderBlobStore.open(join(folder, 'blobs'));
}
