import { type Deflate } from './deflate';

type Content = ReturnType<Deflate>;

const contents = new WeakMap<Uint8Array, Content>();

// The maps of fonts with fixed codes are half as long, and the same in document after document.
const SMALL_BYTES = 4_000;
const MOST_SMALL = 64;
const smallContents = new Map<string, Uint8Array>();

/**
 * The bytes compressed, or on their way there, once for the same object: fonts are common to documents, and what is known
 * early can be begun early. Small ones once for the same bytes. What failed is tried again.
 */
export function compressed(bytes: Uint8Array, deflate: Deflate): Content {
  const known = contents.get(bytes);
  if (known !== undefined) return known;
  const content = bytes.length > SMALL_BYTES ? deflate(bytes) : compressedSmall(bytes, deflate);
  contents.set(bytes, content);
  if (!(content instanceof Uint8Array))
    content.then(
      (done) => contents.set(bytes, done),
      () => contents.delete(bytes),
    );
  return content;
}

/** Those used last are kept. */
function compressedSmall(bytes: Uint8Array, deflate: Deflate): Content {
  const key = Buffer.from(bytes).toString('latin1');
  const content = smallContents.get(key) ?? deflate(bytes);
  if (!(content instanceof Uint8Array)) return content;
  smallContents.delete(key);
  smallContents.set(key, content);
  const [oldest] = smallContents.keys();
  if (smallContents.size > MOST_SMALL && oldest !== undefined) smallContents.delete(oldest);
  return content;
}
