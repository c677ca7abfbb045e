import { lowerAt, type Token } from './tokens';

const VIEWS =
  /^(?:sceptical|skeptical|cautious|wary|doubtful|opposed|open|hopeful|optimistic|pessimistic|dismissive)$/;

/** Whether the verb at token `at` tells a view without a verb of saying: `was more cautious`, `took the other side`. */
export function isView(tokens: readonly Token[], at: number): boolean {
  const [verb, first, second] = [0, 1, 2].map((step) => lowerAt(tokens, at + step));
  if (verb === 'took') return /^(?:other|opposite)$/.test(second ?? '');
  if (!/^(?:is|was|are|were|remains|remained)$/.test(verb ?? '')) return false;
  const adverb = /^(?:more|less|deeply|very|also|not|highly|strongly)$/.test(first ?? '');
  return VIEWS.test((adverb ? second : first) ?? '');
}
