import { WirebriefError } from '@wirebrief/kernel';

const HASH = /^[0-9a-f]{64}$/;

/** Throws `WB_BLOB_HASH` for anything but 64 lower-case hexadecimal digits, so that no hash can name another path. */
export function requireBlobHash(hash: string): void {
  if (HASH.test(hash)) return;
  throw new WirebriefError(
    'WB_BLOB_HASH',
    'invalid',
    `${JSON.stringify(hash.slice(0, 80))} is not the hash of a file.`,
    'Use the 64 lower-case hexadecimal digits of the SHA-256 of its bytes.',
  );
}
