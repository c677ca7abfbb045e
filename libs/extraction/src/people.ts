import { type Claimant } from '@wirebrief/claims';

import { wordSet } from './data/word-set';
import { type Descriptions } from './descriptions';

/** The people that an article has named or let speak so far. */
export class People {
  readonly #known: Claimant[] = [];
  readonly #descriptions: Descriptions;

  constructor(descriptions: Descriptions) {
    this.#descriptions = descriptions;
  }

  /** The one that a later `he` means. */
  get last(): Claimant | null {
    return this.#known.at(-1) ?? null;
  }

  note(person: Claimant): void {
    const at = this.#known.indexOf(person);
    if (at >= 0) this.#known.splice(at, 1);
    this.#known.push(person);
  }

  /**
   * Whom `the defence minister` means, `described` in lower case: the latest who is called so, else the last one; but
   * nobody known after a person of another office or one without a name (`a senator`).
   */
  called(described: readonly string[]): Claimant | undefined {
    const noun = described.at(-1) ?? '';
    const telling = [noun, ...described.filter((word) => DUTIES.has(word))];
    const holder = this.#known.findLast((person) => {
      const words = this.wordsOf(person);
      return telling.every((word) => words.includes(word));
    });
    const last = this.last;
    if (holder !== undefined || last === null) return holder;
    if (ANYBODY.has(noun)) return last;
    const isNameless = !/\p{Lu}/u.test(last.name.slice(1));
    const hasOther = OFFICES.has(noun) && this.wordsOf(last).some((word) => OFFICES.has(word));
    return isNameless || hasOther ? undefined : last;
  }

  private wordsOf(person: Claimant): readonly string[] {
    const name = person.name.toLowerCase().split(/[^\p{L}]+/u);
    return [...name, ...this.#descriptions.of(person)].map((word) => IN_FULL[word] ?? word);
  }
}

const ANYBODY = wordSet('official officer man woman person source');

/** One who holds one of them is not called by another. */
const OFFICES = wordSet('president minister secretary senator general colonel admiral');

/** What tells the holders of one office apart. */
const DUTIES = wordSet('prime defence defense foreign interior health justice finance deputy vice');

const IN_FULL: Readonly<Record<string, string>> = {
  gen: 'general',
  col: 'colonel',
  adm: 'admiral',
  sen: 'senator',
};
