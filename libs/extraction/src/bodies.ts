import { type Claimant } from '@wirebrief/claims';

/** The ministries, agencies, groups and papers that an article has named so far. */
export class Bodies {
  readonly #named: Claimant[] = [];
  #last: Claimant | null = null;

  /** The one that a later `it` means. */
  get last(): Claimant | null {
    return this.#last;
  }

  note(body: Claimant): void {
    this.#last = body;
    if (!this.#named.includes(body)) this.#named.push(body);
  }

  /** The latest that is called so: `the ministry` after a ministry and the United Nations have spoken. */
  called(noun: string): Claimant | undefined {
    return this.#named.findLast(({ name }) =>
      name
        .toLowerCase()
        .split(/[^\p{L}]+/u)
        .includes(noun),
    );
  }
}
