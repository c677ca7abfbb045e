import { cleanText } from './clean';

/** Words and patterns around dates, from the strings file. */
interface DatePatterns {
  /** `{day} {month} {year}` */
  readonly date: string;
  /** `{date}, {time}` */
  readonly dateTime: string;
}

export interface DateFormat {
  readonly language: string;
  readonly timeZone: string;
  readonly patterns: DatePatterns;
}

/** A day, for instance `29 August 2021`, without a time zone; text that is no ISO date comes back as it is. */
export function formatDay(text: string, format: DateFormat): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime())) return cleanText(text);
  return dayIn(date, { ...format, timeZone: 'UTC' });
}

/** An instant in the format's zone with its offset, for instance `29 August 2021, 16:53 UTC+04:30`. */
export function formatInstant(text: string, format: DateFormat): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return cleanText(text);
  const { hour, minute, offset } = clockIn(date, format);
  return fill(format.patterns.dateTime, {
    date: dayIn(date, format),
    time: `${hour}:${minute} ${offset}`,
  });
}

/** True for a text that names a day and no time of day. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

// Only single parts are taken from Intl: its joining words, narrow spaces and commas differ between ICU versions.
function dayIn(date: Date, { language, timeZone, patterns }: DateFormat): string {
  return fill(patterns.date, partsOf(date, 'day', language, timeZone));
}

function clockIn(
  date: Date,
  { timeZone }: DateFormat,
): { readonly hour: string; readonly minute: string; readonly offset: string } {
  const parts = partsOf(date, 'clock', 'en', timeZone);
  const name = parts['timeZoneName'] ?? '';
  return {
    hour: parts['hour'] ?? '',
    minute: parts['minute'] ?? '',
    // ICU writes zero as `GMT` or as `GMT+00:00`, depending on its version.
    offset: name.replace('GMT', 'UTC').replace('+00:00', ''),
  };
}

const PARTS = {
  day: { year: 'numeric', month: 'long', day: 'numeric' },
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset' },
} as const;

type Parts = Readonly<Record<string, string>>;

interface Formatter {
  readonly format: Intl.DateTimeFormat;
  /** By milliseconds since 1970. */
  readonly known: Map<number, Parts>;
}

// A formatter takes a fraction of a millisecond to build, and an edition prints hundreds of dates, each many times.
const formatters = new Map<string, Formatter>();
const KNOWN_DATES = 2_000;

function partsOf(date: Date, kind: keyof typeof PARTS, language: string, timeZone: string): Parts {
  const { format, known } = formatterOf(kind, language, timeZone);
  const time = date.getTime();
  const before = known.get(time);
  if (before !== undefined) return before;
  if (known.size === KNOWN_DATES) known.clear();
  const parts = Object.fromEntries(
    format.formatToParts(date).map(({ type, value }) => [type, value]),
  );
  known.set(time, parts);
  return parts;
}

function formatterOf(kind: keyof typeof PARTS, language: string, timeZone: string): Formatter {
  const key = `${kind} ${language} ${timeZone}`;
  const before = formatters.get(key);
  if (before !== undefined) return before;
  const zone = { timeZone, calendar: 'gregory', numberingSystem: 'latn' };
  const format = new Intl.DateTimeFormat(language, { ...PARTS[kind], ...zone });
  const formatter = { format, known: new Map<number, Parts>() };
  formatters.set(key, formatter);
  return formatter;
}

function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
