import { ABBREVIATIONS } from './data/abbreviations';
import { lowerCase, type Token, tokenise } from './tokens';

export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  /** The sentence in lower case, letter for letter: offsets are those of its words. */
  readonly lower: string;
  /** Number of the paragraph (a run of text without a line break that counts). */
  readonly paragraph: number;
}

// A page of 200,000 characters without a stop must not become one sentence: rules look at neighbouring words only.
const LONGEST_SENTENCE = 1_500;
const BREAK = /[.!?…]+["”’')\]]*(?=\s)|[.!?…]["”][)\]]?(?=\p{Lu})|\s[-–—]{2,}\s(?=\p{Lu})/gu;

/** The sentences of a text in order. Line breaks end a sentence, save where a line was only wrapped. */
export function splitSentences(text: string): readonly Sentence[] {
  const lower = lowerCase(text);
  return paragraphsOf(text).flatMap(([from, to], paragraph) =>
    boundariesIn(text, from, to).map(([start, end]) => ({
      start,
      end,
      tokens: tokenise(text, start, end),
      lower: lower.slice(start, end),
      paragraph,
    })),
  );
}

type Span = readonly [number, number];

function paragraphsOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const newline of text.matchAll(/\r?\n[ \t]*/g)) {
    if (isWrapped(text, newline.index, newline.index + newline[0].length)) continue;
    spans.push([from, newline.index]);
    from = newline.index + newline[0].length;
  }
  spans.push([from, text.length]);
  return spans.map((span) => trimmed(text, span)).filter(([start, end]) => end > start);
}

function isWrapped(text: string, before: number, after: number): boolean {
  return /[\p{Ll},;]/u.test(text.charAt(before - 1)) && /\p{Ll}/u.test(text.charAt(after));
}

// `KABUL/LONDON, Aug 30 (Agency) - `: where and when a report was filed is no part of what its first sentence says.
const DATELINE =
  /^\p{Lu}{2}[\p{Lu} .'’/-]*(?:,[ \p{L}\d.]{1,30})?(?: *\([^()]{2,40}\))? +[-–—]{1,2} +(?=["“‘]?\p{Lu})/u;

function boundariesIn(text: string, start: number, end: number): readonly Span[] {
  const dateline = DATELINE.exec(text.slice(start, Math.min(end, start + 120)))?.[0].length ?? 0;
  const spans: Span[] = dateline === 0 ? [] : [[start, start + dateline]];
  let from = start + dateline;
  BREAK.lastIndex = 0;
  for (const match of text.slice(start, end).matchAll(BREAK)) {
    const stop = start + match.index + match[0].trimEnd().length;
    if (!endsSentence(text, start, stop, end)) continue;
    spans.push([from, stop]);
    from = stop;
  }
  spans.push([from, end]);
  return spans.flatMap((span) => chopped(trimmed(text, span))).filter(([a, b]) => b > a);
}

function endsSentence(text: string, from: number, stop: number, end: number): boolean {
  const rest = text.slice(stop, Math.min(end, stop + 40)).trimStart();
  if (rest === '') return true;
  if (/^\p{Ll}/u.test(rest) || /^[,;:)]/.test(rest)) return false;
  const word = /([\p{L}\p{N}.-]+)\.["”’')\]]*$/u
    .exec(text.slice(Math.max(from, stop - 20), stop))?.[1]
    ?.toLowerCase();
  if (word === undefined) return true;
  if (/^\p{L}$/u.test(word) || ABBREVIATIONS.has(word) || /^(?:\p{L}\.)+\p{L}$/u.test(word))
    return startsAnew(word, rest);
  return true;
}

// `... by the U.S. The next day` ends a sentence; `U.S. Army` and `Gen. Smith` do not.
function startsAnew(word: string, rest: string): boolean {
  const initials = /^(?:u\.s|u\.k|u\.n|a\.m|p\.m|etc|\p{L}\.\p{L})$/u.test(word);
  return (
    initials &&
    /^["“]?(?:The|It|He|She|They|We|In|On|At|But|And|This|That|These|Those|An?|Its?|His|There|After|Both|As|For|When|While)\b/.test(
      rest,
    )
  );
}

function chopped([start, end]: Span): readonly Span[] {
  const spans: Span[] = [];
  for (let at = start; at < end; at += LONGEST_SENTENCE)
    spans.push([at, Math.min(end, at + LONGEST_SENTENCE)]);
  return spans;
}

function trimmed(text: string, [start, end]: Span): Span {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  return [from, to];
}
