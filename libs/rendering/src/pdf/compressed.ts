import { type Deflate } from './deflate';

type Content = ReturnType<Deflate>;

const contents = new WeakMap<Uint8Array, Content>();

/**
 * The bytes compressed, or on their way there, once for the same object: fonts are common to documents, and what is known
 * early can be begun early. What failed is tried again.
 */
export function compressed(bytes: Uint8Array, deflate: Deflate): Content {
  const known = contents.get(bytes);
  if (known !== undefined) return known;
  const content = deflate(bytes);
  contents.set(bytes, content);
  if (!(content instanceof Uint8Array))
    content.then(
      (done) => contents.set(bytes, done),
      () => contents.delete(bytes),
    );
  return content;
}
