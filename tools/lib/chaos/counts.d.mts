export interface ChaosCounts {
  readonly updates: Readonly<Record<'acknowledged' | 'once' | 'twice' | 'unknown', number>>;
  readonly analyses: Readonly<Record<'revisions' | 'once', number>> & {
    /** How often, of the first revisions that were not analysed once. */
    readonly otherwise: Readonly<Record<string, number>>;
  };
  readonly schedule: Readonly<
    Record<'dues' | 'firedOnce' | 'settled' | 'editions' | 'abandoned', number>
  >;
  readonly editions: Readonly<
    Record<'issued' | 'numbers' | 'highest' | 'requestedTwice' | 'orders' | 'ordered', number>
  >;
  readonly deadLetters: Readonly<Record<'poison' | 'kept', number>> & { readonly same: boolean };
  /** What a sender of well-formed messages was told. */
  readonly refused: readonly string[];
}

/** What the counts say is wrong; empty where everything has come once. */
export function problemsOf(counts: ChaosCounts): readonly string[];
