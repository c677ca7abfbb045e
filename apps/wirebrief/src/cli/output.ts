import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { makeFolders } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';

/** Writes a file that a person asked for, and the folders above it. Throws `WB_OUTPUT_REFUSED`. */
export async function writeOutput(file: string, bytes: Uint8Array | string): Promise<void> {
  try {
    makeFolders(dirname(file));
    await writeFile(file, bytes);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new WirebriefError(
      'WB_OUTPUT_REFUSED',
      'unavailable',
      `${file} cannot be written${reason}.`,
      'Choose another place with --out, free some space, or give this user the right to write there.',
      { cause },
    );
  }
}
