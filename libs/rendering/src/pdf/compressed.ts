import { type Deflate } from './deflate';

const contents = new WeakMap<Uint8Array, Uint8Array>();

// The maps of fonts with fixed codes are half as long, and the same in document after document.
const SMALL_BYTES = 4_000;
const MOST_SMALL = 64;
const smallContents = new Map<string, Uint8Array>();

/** The bytes compressed, once for the same object, since fonts are common to documents; small ones once for the same bytes. */
export function compressed(bytes: Uint8Array, deflate: Deflate): Uint8Array {
  const known = contents.get(bytes);
  if (known !== undefined) return known;
  const content = bytes.length > SMALL_BYTES ? deflate(bytes) : compressedSmall(bytes, deflate);
  contents.set(bytes, content);
  return content;
}

/** Those used last are kept. */
function compressedSmall(bytes: Uint8Array, deflate: Deflate): Uint8Array {
  const key = Buffer.from(bytes).toString('latin1');
  const content = smallContents.get(key) ?? deflate(bytes);
  smallContents.delete(key);
  smallContents.set(key, content);
  const [oldest] = smallContents.keys();
  if (smallContents.size > MOST_SMALL && oldest !== undefined) smallContents.delete(oldest);
  return content;
}
