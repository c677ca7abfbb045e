import { type Claimant } from '@wirebrief/claims';

import { type Token } from './tokens';

/** Words by which an article describes its speakers, beside their names: `the charity's director`. */
export class Descriptions {
  readonly #words = new Map<string, Set<string>>();

  /** In lower case. */
  of({ name }: Claimant): ReadonlySet<string> {
    return this.#words.get(name) ?? NONE;
  }

  note({ name }: Claimant, description: readonly Token[]): void {
    if (description.length === 0) return;
    const words = this.#words.get(name) ?? new Set();
    for (const { lower } of description) words.add(lower.replace(/['’]s?$|\.$/u, ''));
    this.#words.set(name, words);
  }
}

const NONE: ReadonlySet<string> = new Set();
