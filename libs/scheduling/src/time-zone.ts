import { WirebriefError } from '@wirebrief/kernel';

const SUGGESTIONS = 3;

/** The name as given. Throws WB_TIME_ZONE_UNKNOWN with the names that come nearest. */
export function parseTimeZone(name: string): string {
  if (isTimeZone(name)) return name;
  throw new WirebriefError(
    'WB_TIME_ZONE_UNKNOWN',
    'invalid',
    `There is no time zone "${name.slice(0, 60)}".`,
    `Give an IANA name. Nearest: ${nearestZones(name.slice(0, 60)).join(', ')}.`,
  );
}

/** Offsets such as +02:00 are no zones here: they know nothing of daylight saving. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function nearestZones(name: string): readonly string[] {
  const wanted = lettersOf(name);
  return ['UTC', ...Intl.supportedValuesOf('timeZone')]
    .map((zone) => ({ zone, edits: editsTo(wanted, zone) }))
    .sort((a, b) => a.edits - b.edits || (a.zone < b.zone ? -1 : 1))
    .slice(0, SUGGESTIONS)
    .map(({ zone }) => zone);
}

/** To the whole name or to its last part: people write "Berlin". */
function editsTo(wanted: string, zone: string): number {
  const city = zone.slice(zone.lastIndexOf('/') + 1);
  return Math.min(edits(wanted, lettersOf(zone)), edits(wanted, lettersOf(city)));
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

/** Levenshtein distance. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of Array.from(from).entries()) {
    const next = [line + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
