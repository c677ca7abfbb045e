import { isCapitalised, isDigit, lowerAt, type Token } from './tokens';

/** A day that the text names, with the tokens that name it (`next` exclusive). */
export interface NamedDay {
  readonly first: number;
  readonly next: number;
  /** ISO date. */
  readonly day: string;
  /** `calendar`: month and day are written; `relative`: a weekday or `yesterday`, counted from publication. */
  readonly kind: 'calendar' | 'relative';
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH: ReadonlySet<string> = new Set([
  ...MONTHS,
  ...'january february march april june july august sept september october november december'.split(
    ' ',
  ),
]);
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const RELATIVE: ReadonlySet<string> = new Set([...WEEKDAYS, 'yesterday', 'today', 'tonight']);
const DAY_WORDS: ReadonlySet<string> = new Set([...MONTH, ...RELATIVE]);
const DAY_MS = 86_400_000;

/** The days that a sentence names. Weekdays and missing years are resolved against `published` (ISO), else left out. */
export function readDays(tokens: readonly Token[], published: string): readonly NamedDay[] {
  const known = READ.get(tokens);
  if (known?.published === published) return known.days;
  const days: NamedDay[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (!mayBeDay(lowerAt(tokens, at))) continue;
    const day = readCalendar(tokens, at, published) ?? readRelative(tokens, at, published);
    if (day !== null) days.push(day);
    at = Math.max(at, (day?.next ?? 0) - 1);
  }
  READ.set(tokens, { published, days });
  return days;
}

// Incidents, facts and positions ask for the days of the same sentence one after the other.
const READ = new WeakMap<
  readonly Token[],
  { readonly published: string; readonly days: readonly NamedDay[] }
>();

const mayBeDay = (word: string): boolean => isDigit(word) || DAY_WORDS.has(word);

/** Whole days between two ISO dates, or null where one is none. */
export function daysBetween(a: string, b: string): number | null {
  const [left, right] = [Date.parse(a.slice(0, 10)), Date.parse(b.slice(0, 10))];
  return Number.isNaN(left) || Number.isNaN(right)
    ? null
    : Math.round(Math.abs(left - right) / DAY_MS);
}

function readCalendar(tokens: readonly Token[], at: number, published: string): NamedDay | null {
  const [first, second] = [lowerAt(tokens, at), lowerAt(tokens, at + 1)];
  const stop = lowerAt(tokens, at + 1) === '.' ? 1 : 0;
  if (isMonth(tokens[at]) && dayOf(lowerAt(tokens, at + 1 + stop)) !== null) {
    return named(
      tokens,
      { at, end: at + 2 + stop, month: first, day: dayOf(lowerAt(tokens, at + 1 + stop)) ?? 0 },
      published,
    );
  }
  const day = dayOf(first);
  if (day !== null && isMonth(tokens[at + 1]))
    return named(tokens, { at, end: at + 2, month: second, day }, published);
  return null;
}

const isMonth = (token: Token | undefined): boolean =>
  token !== undefined && MONTH.has(token.lower) && isCapitalised(token);

interface Parts {
  readonly at: number;
  readonly end: number;
  readonly month: string;
  readonly day: number;
}

function named(
  tokens: readonly Token[],
  { at, end, month, day }: Parts,
  published: string,
): NamedDay | null {
  const written = yearAfter(tokens, end);
  const monthIndex = MONTHS.indexOf(month.slice(0, 3));
  const year = written?.year ?? yearBefore(monthIndex, day, published);
  if (year === null) return null;
  const next = written?.next ?? end;
  return { first: at, next, day: isoOf(Number(year), monthIndex, day), kind: 'calendar' };
}

// `7 July 2005`, `July 7, 2005`; in `the 7 July bombings in 2005` the year is no part of the day but tells it.
function yearAfter(
  tokens: readonly Token[],
  end: number,
): { readonly year: string; readonly next: number } | null {
  const at = end + [0, 1].filter((step) => /^[.,]$/.test(lowerAt(tokens, end + step))).length;
  if (YEAR.test(lowerAt(tokens, at))) return { year: lowerAt(tokens, at), next: at + 1 };
  for (let step = end; step < end + 4; step++) {
    const year = lowerAt(tokens, step + 1);
    if (lowerAt(tokens, step) === 'in' && YEAR.test(year)) return { year, next: end };
  }
  return null;
}

const YEAR = /^(?:19|20)\d\d$/;

const dayOf = (word: string): number | null => {
  const day = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word.replace('-', ''))?.[1];
  return day !== undefined && Number(day) >= 1 && Number(day) <= 31 ? Number(day) : null;
};

// News that names a day without a year means the last such day before it appeared.
function yearBefore(month: number, day: number, published: string): string | null {
  const year = Number(published.slice(0, 4));
  if (!/^\d{4}-\d\d-\d\d/.test(published)) return null;
  return String(isoOf(year, month, day) > published.slice(0, 10) ? year - 1 : year);
}

const isoOf = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

function readRelative(tokens: readonly Token[], at: number, published: string): NamedDay | null {
  if (!RELATIVE.has(lowerAt(tokens, at))) return null;
  const reference = Date.parse(published.slice(0, 10));
  if (Number.isNaN(reference)) return null;
  const back = daysBack(lowerAt(tokens, at), new Date(reference).getUTCDay());
  if (back === null) return null;
  return {
    first: at,
    next: at + 1,
    day: new Date(reference - back * DAY_MS).toISOString().slice(0, 10),
    kind: 'relative',
  };
}

function daysBack(word: string, today: number): number | null {
  if (word === 'yesterday') return 1;
  if (word === 'today' || word === 'tonight') return 0;
  const weekday = WEEKDAYS.indexOf(word);
  return weekday < 0 ? null : (today - weekday + 7) % 7;
}
