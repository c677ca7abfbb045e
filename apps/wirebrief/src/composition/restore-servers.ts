import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { copyLog } from '@wirebrief/application';
import { type BackupContent } from '@wirebrief/backup';
import { WirebriefError } from '@wirebrief/kernel';
import { type NatsConfig } from '@wirebrief/platform';

import { placeName, withSource, withTarget } from './log-places';
import { restoreFolder } from './restore-folder';

/**
 * Writes a backup to NATS servers, by way of a folder for the time of the restore. One that was killed can be run again:
 * it goes on where it has come to. Throws `WB_RESTORE_TARGET` or `WB_COPY_DIFFERS` where the servers hold anything else,
 * and as `readBackup`.
 */
export async function restoreServers(
  file: string,
  nats: NatsConfig,
  onProgress: (position: number, head: number) => void,
): Promise<BackupContent> {
  const folder = await mkdtemp(join(tmpdir(), 'wirebrief-restore-'));
  try {
    const content = await restoreFolder(file, folder, () => undefined);
    await withSource({ folder }, (from) =>
      withTarget({ nats }, async (to) => {
        if ((await to.log.head()) > content.position) throw refused(placeName({ nats }), content);
        await copyLog({ from, to, onProgress });
      }),
    );
    return content;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refused(place: string, { position }: BackupContent): WirebriefError {
  return new WirebriefError(
    'WB_RESTORE_TARGET',
    'conflict',
    `${place} holds a log that goes on after position ${position}, where the backup ends.`,
    'Name servers without a log with --to. Nothing was changed.',
  );
}
