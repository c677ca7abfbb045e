import { escapeRegExp } from '@wirebrief/kernel';

import { groupBy } from './group-by';

/**
 * Which names some quote sets beside which descriptions: `the head of the command, Gen. Jane Roe` and `Jane Roe, head of
 * the command`. By description, in the order of the quotes. What a quote costs does not depend on how many there are to
 * look for: only what ends at a comma of it is looked up.
 */
export function appositions(
  quotes: Iterable<string>,
  descriptions: readonly string[],
  names: readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const [described, named] = [new Phrases(descriptions), new Phrases(names)];
  const found = new Map<string, Set<string>>();
  for (const quote of quotes) {
    const commas = commasIn(quote.toLowerCase(), (last) => described.end(last) || named.end(last));
    const pairs = commas.flatMap((comma) => pairsAt(comma, described, named));
    for (const { description, name } of pairs) {
      const known = found.get(description) ?? new Set();
      if (known.has(name) || !isBeside(description, name).test(quote)) continue;
      found.set(description, known.add(name));
    }
  }
  return found;
}

/** A comma, with what stands before it and after it. */
interface Comma {
  readonly before: string;
  /** The last word before it. */
  readonly last: string;
  readonly after: string;
}

function commasIn(text: string, isSought: (last: string) => boolean): readonly Comma[] {
  const commas: Comma[] = [];
  for (let at = text.indexOf(', '); at >= 0; at = text.indexOf(', ', at + 2)) {
    const last = lastWord(text.slice(text.lastIndexOf(' ', at - 1) + 1, at));
    if (isSought(last)) commas.push({ before: text.slice(0, at), last, after: text.slice(at + 2) });
  }
  return commas;
}

interface Pair {
  readonly description: string;
  readonly name: string;
}

function pairsAt(comma: Comma, described: Phrases, named: Phrases): readonly Pair[] {
  const { after } = comma;
  const pairs = (some: readonly string[], names: readonly string[]): readonly Pair[] =>
    some.flatMap((description) => names.map((name) => ({ description, name })));
  const [description, name] = [described.endingAt(comma), named.endingAt(comma)];
  const names =
    description.length === 0 ? [] : restsOf(after).flatMap((rest) => named.startingIn(rest));
  const rest = after.replace(/^(?:the |an? )/, '');
  const descriptions = name.length === 0 ? [] : described.startingIn(rest);
  return [...pairs(description, names), ...pairs(descriptions, name)];
}

function isBeside(description: string, name: string): RegExp {
  const [what, who] = [escapeRegExp(description), escapeRegExp(name)];
  return new RegExp(
    `${what}, (?:[\\p{L}.]+ ){0,4}${who}\\b|\\b${who}, (?:the |an? )?${what}\\b`,
    'iu',
  );
}

/** The text after a comma, and after each of the up to four words of a title there. */
function restsOf(after: string): readonly string[] {
  const rests = [after];
  for (let at = after.indexOf(' '); at >= 0 && rests.length <= 4; at = after.indexOf(' ', at + 1))
    rests.push(after.slice(at + 1));
  return rests;
}

const lastWord = (text: string): string => /[\p{L}\p{N}]+[^\p{L}\p{N}]*$/u.exec(text)?.[0] ?? text;

/** Phrases to be found in texts in lower case, in whatever case they are written. */
class Phrases {
  private readonly byText: ReadonlyMap<string, readonly string[]>;
  private readonly lengths: readonly number[];
  private readonly lengthsByLast: ReadonlyMap<string, readonly number[]>;

  constructor(phrases: readonly string[]) {
    this.byText = groupBy(phrases, (phrase) => phrase.toLowerCase());
    const texts = [...this.byText.keys()];
    const lengthsOf = (some: readonly string[]): readonly number[] => [
      ...new Set(some.map(({ length }) => length)),
    ];
    this.lengths = lengthsOf(texts);
    this.lengthsByLast = new Map(
      [...groupBy(texts, lastWord)].map(([last, some]) => [last, lengthsOf(some)]),
    );
  }

  /** Whether one of them ends with that word. */
  end(last: string): boolean {
    return this.lengthsByLast.has(last);
  }

  endingAt({ before, last }: Comma): readonly string[] {
    const lengths = this.lengthsByLast.get(last) ?? [];
    return lengths.flatMap((length) => this.byText.get(before.slice(-length)) ?? []);
  }

  startingIn(text: string): readonly string[] {
    return this.lengths.flatMap((length) => this.byText.get(text.slice(0, length)) ?? []);
  }
}
