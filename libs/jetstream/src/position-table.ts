import { type Position, sha256 } from '@wirebrief/kernel';

const FIRST_SLOTS = 1024;
const MOST_FULL = 0.6;

/**
 * Positions by the hash of an id: 16 bytes for each of two slots, so that a writer can know a million ids in 40 MB. Two
 * ids with one hash are both kept; the caller looks which of them it is.
 */
export class PositionTable {
  private keys = new Float64Array(FIRST_SLOTS);
  private positions = new Float64Array(FIRST_SLOTS);
  private used = 0;

  add(id: string, position: Position): void {
    if (this.used >= this.keys.length * MOST_FULL) this.grow();
    this.put(keyOf(id), position);
  }

  /** Latest first. */
  find(id: string): readonly Position[] {
    const key = keyOf(id);
    const found: Position[] = [];
    for (let slot = this.slotOf(key); this.positions[slot] !== 0; slot = this.after(slot)) {
      if (this.keys[slot] === key) found.push(this.positions[slot] ?? 0);
    }
    return found.reverse();
  }

  private put(key: number, position: Position): void {
    let slot = this.slotOf(key);
    while (this.positions[slot] !== 0) slot = this.after(slot);
    this.keys[slot] = key;
    this.positions[slot] = position;
    this.used += 1;
  }

  private slotOf(key: number): number {
    return key % this.keys.length;
  }

  private after(slot: number): number {
    return (slot + 1) & (this.keys.length - 1);
  }

  private grow(): void {
    const [keys, positions] = [this.keys, this.positions];
    this.keys = new Float64Array(keys.length * 2);
    this.positions = new Float64Array(keys.length * 2);
    this.used = 0;
    // Beginning after an empty slot, so that equal keys keep their order.
    const start = positions.indexOf(0);
    for (let count = 0; count < keys.length; count += 1) {
      const slot = (start + count) & (keys.length - 1);
      const position = positions[slot] ?? 0;
      if (position !== 0) this.put(keys[slot] ?? 0, position);
    }
  }
}

/** 13 hexadecimal digits are 52 bits: all that a number holds. */
function keyOf(id: string): number {
  return parseInt(sha256(id).slice(0, 13), 16);
}
