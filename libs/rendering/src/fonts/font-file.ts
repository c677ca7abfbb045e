import { readFileSync } from 'node:fs';

import { openSfnt, type Sfnt } from './sfnt';

export interface FontFile {
  readonly bytes: Buffer;
  /** Undefined for a packed font, WOFF or WOFF2. */
  readonly sfnt: Sfnt | undefined;
}

const PACKED: ReadonlySet<string> = new Set(['wOFF', 'wOF2']);

/** Reads a font: an absolute path, or the path of a file in an installed package. Throws an Error that says what is wrong. */
export function readFontFile(file: string): FontFile {
  const bytes = readFileSync(pathOf(file));
  const signature = bytes.toString('latin1', 0, 4);
  if (signature === 'ttcf') throw new Error('it is a collection of several fonts');
  const sfnt = openSfnt(bytes);
  if (sfnt === undefined && !PACKED.has(signature))
    throw new Error('it is no TrueType or OpenType font');
  return { bytes, sfnt };
}

function pathOf(file: string): string {
  try {
    return require.resolve(file);
  } catch (cause) {
    throw new Error('there is no such file', { cause });
  }
}
