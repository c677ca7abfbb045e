/** By code units, so that the order is the same in every locale. */
export const compareTexts = (a: string, b: string): number => Number(a > b) - Number(a < b);
