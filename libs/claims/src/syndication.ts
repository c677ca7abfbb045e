/**
 * What is kept of a text to recognise its copies: the smallest hashes of its word trigrams (a bottom-k MinHash
 * sketch), ascending, and how many distinct trigrams there were. Plain JSON; the same text gives the same signature.
 */
export interface TextSignature {
  readonly trigrams: number;
  readonly hashes: readonly number[];
}

// 256 hashes place the share of a 300-word copy inside a 1,500-word text within about seven points.
const SKETCH = 256;
const BAND_KEYS = 64;
// Share of the shorter text's trigrams: copies and light rewrites measured 0.23 and more, other reports on the
// same event 0.13 and less.
const COPY_SHARE = 0.19;
// Fewer trigrams than this (some ten words) make a chance match likely.
const FEWEST_TRIGRAMS = 8;

export function signatureOf(text: string): TextSignature {
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{M}\d]+/gu) ?? [];
  const wordHashes = words.map(hashWord);
  const distinct = new Set<number>();
  for (let at = 0; at + 2 < wordHashes.length; at++) {
    distinct.add(mix(wordHashes[at] ?? 0, wordHashes[at + 1] ?? 0, wordHashes[at + 2] ?? 0));
  }
  const hashes = [...distinct].sort((a, b) => a - b).slice(0, SKETCH);
  return { trigrams: distinct.size, hashes };
}

/** The estimated share, 0 to 1, of the shorter text's trigrams that the other text has as well. */
export function sharedPart(a: TextSignature, b: TextSignature): number {
  const smaller = Math.min(a.trigrams, b.trigrams);
  if (smaller === 0) return 0;
  // Below the smaller of the two last hashes both sketches are complete, so the counts there are unbiased.
  const ceiling = Math.min(ceilingOf(a), ceilingOf(b));
  const [left, right] = [below(a.hashes, ceiling), new Set(below(b.hashes, ceiling))];
  const shared = left.filter((hash) => right.has(hash)).length;
  const fewer = a.trigrams <= b.trigrams ? left.length : right.size;
  return fewer === 0 ? 0 : shared / fewer;
}

/** Whether one text is a copy or a light rewrite of the other, or of a part of it. */
export function areCopies(a: TextSignature, b: TextSignature): boolean {
  return Math.min(a.trigrams, b.trigrams) >= FEWEST_TRIGRAMS && sharedPart(a, b) >= COPY_SHARE;
}

/** Keys under which a signature is filed: two texts that share none are no copies and need no comparison. */
export function bandKeys(signature: TextSignature): readonly string[] {
  return signature.hashes.slice(0, BAND_KEYS).map((hash) => hash.toString(36));
}

/** Finds the copies of a text among those added before, comparing only with texts that share a band key. */
export class CopyIndex {
  readonly #signatures = new Map<string, TextSignature>();
  readonly #order = new Map<string, number>();
  readonly #bands = new Map<string, string[]>();

  /** Adds a text and returns the ids of its copies, earliest first. */
  add(id: string, signature: TextSignature): readonly string[] {
    const copies = this.copiesOf(signature);
    this.#signatures.set(id, signature);
    this.#order.set(id, this.#order.size);
    for (const key of bandKeys(signature)) {
      const filed = this.#bands.get(key);
      if (filed === undefined) this.#bands.set(key, [id]);
      else filed.push(id);
    }
    return copies;
  }

  private copiesOf(signature: TextSignature): readonly string[] {
    const candidates = new Set(bandKeys(signature).flatMap((key) => this.#bands.get(key) ?? []));
    const copies = [...candidates].filter((id) => {
      const other = this.#signatures.get(id);
      return other !== undefined && areCopies(signature, other);
    });
    return copies.sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0));
  }
}

/** Group id (the id of its first text) for every text, in the order given: copies of copies are in one group. */
export function groupCopies(
  texts: readonly { readonly id: string; readonly signature: TextSignature }[],
): ReadonlyMap<string, string> {
  const index = new CopyIndex();
  const groups = new Map<string, string>();
  for (const { id, signature } of texts) {
    const joined = [...new Set(index.add(id, signature).map((copy) => groups.get(copy) ?? copy))];
    const group = joined[0] ?? id;
    if (joined.length > 1) mergeGroups(groups, joined, group);
    groups.set(id, group);
  }
  return groups;
}

function mergeGroups(groups: Map<string, string>, joined: readonly string[], group: string): void {
  for (const [member, of] of groups) if (joined.includes(of)) groups.set(member, group);
}

const ceilingOf = (signature: TextSignature): number =>
  signature.hashes.length < SKETCH ? Number.MAX_SAFE_INTEGER : (signature.hashes.at(-1) ?? 0);

const below = (hashes: readonly number[], ceiling: number): readonly number[] =>
  hashes.filter((hash) => hash <= ceiling);

// FNV-1a; the trigram mix ends with the finaliser of MurmurHash3, since the smallest values must be spread evenly.
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function mix(first: number, second: number, third: number): number {
  let hash =
    Math.imul(first, 0x9e3779b1) ^
    Math.imul(second + 0x7f4a7c15, 0x85ebca6b) ^
    Math.imul(third + 0x165667b1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
