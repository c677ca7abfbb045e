import { zlibSync } from 'fflate';

/** Compresses a stream as zlib does. Equal input gives equal bytes on every machine and Node version. */
export interface Deflate {
  (bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** Begins with what was gathered, where streams are compressed some at a time. */
  readonly flush?: () => void;
}

/** Of fflate, 0 to 9. Level 6 makes a 32-page edition 3 % smaller and takes a fifth more of the time of all of it. */
const LEVEL = 2;

export function deflate(bytes: Uint8Array): Uint8Array {
  return zlibSync(bytes, { level: LEVEL });
}
