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
  const other = new Set(b.hashes);
  return shareOf(a.hashes.filter((hash) => other.has(hash)).length, a, b);
}

// Below the smaller of the two last hashes both sketches are complete, so the counts there are unbiased. A hash that is
// in both sketches lies below.
function shareOf(common: number, a: TextSignature, b: TextSignature): number {
  const shorter = a.trigrams <= b.trigrams ? a : b;
  const fewer = countUpTo(shorter.hashes, Math.min(ceilingOf(a), ceilingOf(b)));
  return fewer === 0 ? 0 : common / fewer;
}

/** Whether one text is a copy or a light rewrite of the other, or of a part of it. */
export function areCopies(a: TextSignature, b: TextSignature): boolean {
  return Math.min(a.trigrams, b.trigrams) >= FEWEST_TRIGRAMS && sharedPart(a, b) >= COPY_SHARE;
}

/**
 * Finds the copies of a text among many without comparing it with each: only with those that share a hash. None is
 * missed, since texts that share no hash share no part. The hashes stand in tables of numbers by open addressing:
 * 10,000 articles have some 2.5 million, and a map holds no more than 16.7 million.
 */
export class CopyIndex {
  readonly #ids: string[] = [];
  readonly #signatures: TextSignature[] = [];
  readonly #known = new Set<string>();
  /**
   * Pairs, side by side so that one look into memory finds both: a hash, and the text that has it, counted from 1; of a
   * hash in several texts minus their list, counted from 1.
   */
  #slots = new Int32Array(2 * FEWEST_SLOTS);
  /** By which a spread hash becomes the number of a pair. */
  #shift = 32 - Math.log2(FEWEST_SLOTS);
  readonly #lists: number[][] = [];
  #used = 0;
  /** Of each text the hashes in common with the one that is looked for; all zero between two searches. */
  #common = new Uint16Array(FEWEST_SLOTS);

  /** Files a text; an id that is filed already is left as it is. */
  add(id: string, signature: TextSignature): void {
    if (this.#known.has(id)) return;
    this.#known.add(id);
    if (signature.trigrams < FEWEST_TRIGRAMS) return;
    const text = this.#ids.push(id) - 1;
    this.#signatures.push(signature);
    for (const hash of signature.hashes) this.file(hash, text);
  }

  /** Ids of the copies of a text (see `areCopies`) in the order in which they were added. */
  copiesOf(signature: TextSignature): readonly string[] {
    if (signature.trigrams < FEWEST_TRIGRAMS) return [];
    // Ends of articles that an outlet always prints make many texts share a few hashes: a table counts them fastest.
    if (this.#common.length < this.#ids.length)
      this.#common = new Uint16Array(this.#ids.length * 2);
    const common = this.#common;
    const found: number[] = [];
    for (const hash of signature.hashes) {
      for (const text of this.textsWith(hash)) {
        if (common[text] === 0) found.push(text);
        common[text] = (common[text] ?? 0) + 1;
      }
    }
    return found
      .filter((text) => {
        const [other, shared] = [this.#signatures[text], common[text] ?? 0];
        common[text] = 0;
        return other !== undefined && shareOf(shared, signature, other) >= COPY_SHARE;
      })
      .sort((a, b) => a - b)
      .map((text) => this.#ids[text] ?? '');
  }

  private textsWith(hash: number): readonly number[] {
    const holder = this.#slots[this.slotOf(hash) + 1] ?? 0;
    if (holder === 0) return [];
    return holder > 0 ? [holder - 1] : (this.#lists[-holder - 1] ?? []);
  }

  private file(hash: number, text: number): void {
    // At most three pairs of four are taken: fewer would be found a little sooner, but in twice the memory.
    if (this.#used * 8 >= this.#slots.length * 3) this.widen();
    const slot = this.slotOf(hash);
    const holder = this.#slots[slot + 1] ?? 0;
    if (holder < 0) {
      this.#lists[-holder - 1]?.push(text);
      return;
    }
    if (holder === 0) this.#used++;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = holder === 0 ? text + 1 : -this.#lists.push([holder - 1, text]);
  }

  /** Where the pair of a hash stands, or would. */
  private slotOf(hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 2;
    const wanted = hash | 0;
    // Its first bits: tables of all sizes have their hashes in one order, and widening goes through both from end to end.
    let slot = (Math.imul(hash, 0x9e3779b1) >>> this.#shift) << 1;
    while (slots[slot + 1] !== 0 && slots[slot] !== wanted) slot = (slot + 2) & mask;
    return slot;
  }

  private widen(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#shift--;
    for (let at = 0; at < old.length; at += 2) {
      const holder = old[at + 1] ?? 0;
      if (holder === 0) continue;
      const hash = old[at] ?? 0;
      const slot = this.slotOf(hash);
      this.#slots[slot] = hash;
      this.#slots[slot + 1] = holder;
    }
  }
}

// A power of two, so that some bits of a hash tell its pair.
const FEWEST_SLOTS = 1024;

/** Group id (the id of its first text) for every text, in the order given: copies of copies are in one group. */
export function groupCopies(
  texts: readonly { readonly id: string; readonly signature: TextSignature }[],
): ReadonlyMap<string, string> {
  const index = new CopyIndex();
  const groups = new Map<string, string>();
  for (const { id, signature } of texts) {
    const copies = index.copiesOf(signature);
    const joined = [...new Set(copies.map((copy) => groups.get(copy) ?? copy))];
    index.add(id, signature);
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

/** How many of ascending hashes are at most `ceiling`. */
function countUpTo(hashes: readonly number[], ceiling: number): number {
  let [from, to] = [0, hashes.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((hashes[middle] ?? 0) <= ceiling) from = middle + 1;
    else to = middle;
  }
  return from;
}

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
