/** As precise as lengths are written. */
export function decimal(value: number): number {
  return Math.round(value * 100) / 100;
}
