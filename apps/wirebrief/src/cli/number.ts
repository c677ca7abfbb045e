/** The number that a text is, or the text itself: its schema then refuses it by name. */
export function numberIn(text: unknown): unknown {
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}
