import { promisify } from 'node:util';
import { deflate, deflateSync } from 'node:zlib';

import { sha256 } from '@wirebrief/kernel';

/** Compresses a stream as zlib does. */
export interface Deflate {
  readonly now: (bytes: Uint8Array) => Uint8Array;
  /** In another thread, where that is possible. */
  readonly beside: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/**
 * Of zlib, 1 to 9. Documents are 6 to 9 % smaller than at 3, and would be 2 to 3 % smaller still at 9, where the
 * structure tree takes six times as long.
 */
export const LEVEL = 5;

/** Of what pako 3.0.3 makes of the sample. */
const EXPECTED = 'ddb288e0c3ebced6e3e21c210a08165fa4171583bbfba38411c24a417528b628';

const deflateInPool = promisify<Uint8Array, { level: number }, Uint8Array>(deflate);

const ofThisNode: Deflate = {
  now: (bytes) => deflateSync(bytes, { level: LEVEL }),
  beside: (bytes) => deflateInPool(bytes, { level: LEVEL }),
};

let opened: Promise<Deflate> | undefined;

/**
 * Equal input gives equal bytes on every machine: those of pako, which depend on nothing but its version. The zlib of
 * the Nodes of nodejs.org gives the same, three times as fast, and stands in for it; that of a system, with which
 * distributions build their Node, does not.
 */
export function openDeflate(): Promise<Deflate> {
  opened ??= deflateLikePako(ofThisNode);
  return opened;
}

/** `candidate` where it gives the bytes of pako, and pako where it does not. */
export async function deflateLikePako(candidate: Deflate): Promise<Deflate> {
  if (sha256(candidate.now(sample())) === EXPECTED) return candidate;
  const pako = await import('pako');
  const now: Deflate['now'] = (bytes) => pako.deflate(bytes, { level: LEVEL });
  return { now, beside: (bytes) => Promise.resolve(now(bytes)) };
}

/**
 * Some 90 kB as pages have them, with what two ways of compressing may tell apart: more symbols than a block holds,
 * repetitions of every length nearby and farther off than the window reaches.
 */
export function sample(): Uint8Array {
  const lines: string[] = [];
  let noise = 1;
  for (let line = 0; line < 4_000; line += 1) {
    noise = (noise * 48_271) % 2_147_483_647;
    const earlier = lines[noise % (2 * line + 1)];
    lines.push(earlier ?? `${noise % 1_000} ${noise % 77} Td (${noise.toString(36)}) Tj`);
  }
  return Buffer.from(lines.join('\n'), 'latin1');
}
