/** Whoever asks for work that is in hand already gets the outcome of that. */
export class Joined<Result> {
  private readonly inHand = new Map<string, Promise<Result>>();

  run(key: string, work: () => Promise<Result>): Promise<Result> {
    const known = this.inHand.get(key);
    if (known !== undefined) return known;
    const mine = work().finally(() => this.inHand.delete(key));
    this.inHand.set(key, mine);
    return mine;
  }
}
