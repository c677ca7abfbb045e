import { cleanText } from './clean';
import { Recent } from './recent';

/** Words and patterns around dates, from the strings file. */
interface DatePatterns {
  /** `{day} {month} {year}` */
  readonly date: string;
  /** `{date}, {time}` */
  readonly dateTime: string;
}

interface DateFormat {
  readonly language: string;
  readonly timeZone: string;
  readonly patterns: DatePatterns;
}

/** Writes dates in one format. */
export interface Dates {
  /** A day, for instance `29 August 2021`, without a time zone; text that is no ISO date comes back as it is. */
  readonly day: (text: string) => string;
  /** An instant in the format's zone with its offset, for instance `29 August 2021, 16:53 UTC+04:30`. */
  readonly instant: (text: string) => string;
  /** As `instant`, in UTC. */
  readonly utc: (text: string) => string;
}

// An edition prints the dates of the one before: of thousands of articles a few are new.
const kept = new Recent<string>(5_000);
// Short names for formats: the keys of what is kept are looked up at each date.
const formats = new Recent<string>(100);
let told = 0;

export function datesIn(format: DateFormat): Dates {
  const key = formats.of(JSON.stringify(format), () => `${(told += 1)}`);
  return {
    day: (text) => kept.of(`day ${key} ${text}`, () => formatDay(text, format)),
    instant: (text) => kept.of(`instant ${key} ${text}`, () => formatInstant(text, format)),
    utc: (text) => formatInstant(text, { ...format, timeZone: 'UTC' }),
  };
}

function formatDay(text: string, format: DateFormat): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime())) return cleanText(text);
  return dayIn(date, { ...format, timeZone: 'UTC' });
}

function formatInstant(text: string, format: DateFormat): string {
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

function partsOf(date: Date, kind: keyof typeof PARTS, language: string, timeZone: string): Parts {
  const parts = formatterOf(kind, language, timeZone).formatToParts(date);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

// A formatter takes a fraction of a millisecond to build.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(
  kind: keyof typeof PARTS,
  language: string,
  timeZone: string,
): Intl.DateTimeFormat {
  const key = `${kind} ${language} ${timeZone}`;
  const before = formatters.get(key);
  if (before !== undefined) return before;
  const zone = { timeZone, calendar: 'gregory', numberingSystem: 'latn' };
  const formatter = new Intl.DateTimeFormat(language, { ...PARTS[kind], ...zone });
  formatters.set(key, formatter);
  return formatter;
}

function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
