/** Which line of a template each part of a text comes from that was put together from its pieces. */
export class LineMap {
  private readonly starts: { readonly from: number; readonly line: number }[] = [];
  private line = 1;

  /** From this offset on the text comes from this line. Offsets grow. */
  add(from: number, line: number): void {
    this.line = line;
    this.starts.push({ from, line });
  }

  /** The lines of a text that stands at this offset and begins at the line given last. */
  addText(from: number, text: string): void {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
      this.add(from + at + 1, this.line + 1);
  }

  at(index: number): number {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle]?.from ?? Infinity) <= index) low = middle + 1;
      else high = middle;
    }
    return this.starts[low - 1]?.line ?? 1;
  }
}
