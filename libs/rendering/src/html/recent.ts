// What comes from outside may be of any length; what is asked for again is short.
const LONGEST = 500;

/**
 * What was worked out for texts, each once. It is kept for as many of them as the limit says, twice that at most, those
 * asked for last among them.
 */
export class Recent<Result> {
  private last = new Map<string, Result>();
  private before = new Map<string, Result>();

  constructor(private readonly limit: number) {}

  of(text: string, work: () => Result): Result {
    if (text.length > LONGEST) return work();
    const known = this.last.get(text);
    if (known !== undefined) return known;
    const result = this.before.get(text) ?? work();
    if (this.last.size >= this.limit) {
      this.before = this.last;
      this.last = new Map();
    }
    this.last.set(text, result);
    return result;
  }
}
