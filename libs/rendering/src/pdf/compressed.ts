import { type Deflate } from './deflate';

type Content = Uint8Array | Promise<Uint8Array>;

const contents = new WeakMap<Uint8Array, Content>();

// The maps of fonts with fixed codes are half as long, and the same in document after document.
const SMALL_BYTES = 4_000;
const MOST_SMALL = 64;
const smallContents = new Map<string, Uint8Array>();

// Pages are shorter, and sooner compressed than handed over.
const LARGE_BYTES = 30_000;

/** The bytes compressed, once for the same object, since fonts are common to documents; small ones once for the same bytes. */
export function compressed(bytes: Uint8Array, deflate: Deflate): Content {
  const known = contents.get(bytes);
  if (known !== undefined) return known;
  const content = contentOf(bytes, deflate);
  contents.set(bytes, content);
  if (content instanceof Promise) void settle(bytes, content);
  return content;
}

/** What fails, for lack of memory, is tried again by the next document; this one hears of it when it asks. */
async function settle(bytes: Uint8Array, pending: Promise<Uint8Array>): Promise<void> {
  try {
    contents.set(bytes, await pending);
  } catch {
    contents.delete(bytes);
  }
}

function contentOf(bytes: Uint8Array, deflate: Deflate): Content {
  if (bytes.length <= SMALL_BYTES) return compressedSmall(bytes, deflate);
  return bytes.length < LARGE_BYTES ? deflate.now(bytes) : deflate.beside(bytes);
}

/** Those used last are kept. */
function compressedSmall(bytes: Uint8Array, deflate: Deflate): Uint8Array {
  const key = Buffer.from(bytes).toString('latin1');
  const content = smallContents.get(key) ?? deflate.now(bytes);
  smallContents.delete(key);
  smallContents.set(key, content);
  const [oldest] = smallContents.keys();
  if (smallContents.size > MOST_SMALL && oldest !== undefined) smallContents.delete(oldest);
  return content;
}
