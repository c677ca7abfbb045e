import { deflateSync } from 'node:zlib';

import { sha256 } from '@wirebrief/kernel';

/** Compresses a stream as zlib does. */
export type Deflate = (bytes: Uint8Array) => Uint8Array;

/** Of zlib, 1 to 9. Level 6 makes a document of 10 pages 6 % smaller and takes a tenth more of the time of all of it. */
export const LEVEL = 3;

/** Of what pako 3.0.3 makes of the sample. */
const EXPECTED = '6a298f7963a62e22c8a68af3442060b98b8a38bdba1bcada87472faa5780a248';

const ofThisNode: Deflate = (bytes) => deflateSync(bytes, { level: LEVEL });

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
  if (sha256(candidate(sample())) === EXPECTED) return candidate;
  const pako = await import('pako');
  return (bytes) => pako.deflate(bytes, { level: LEVEL });
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
