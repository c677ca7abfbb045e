const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?/i;
const RFC_2822 =
  /^(?:[A-Z][a-z]{2},? )?\d{1,2} [A-Z][a-z]{2} \d{4} [\d:]{5,8} (?:GMT|UTC|[+-]\d{4})$/;
const ENGLISH_DAY =
  /^(?:([A-Z][a-z]{2,8})\.? (\d{1,2}),? (\d{4})|(\d{1,2}) ([A-Z][a-z]{2,8}) (\d{4}))$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * An instant (RFC 3339 with its offset) or, where the page gives no time or no zone, the day (`YYYY-MM-DD`). Undefined
 * for anything that can be read in two ways, such as 08/09/2021.
 */
export function pageDate(text: string | undefined): string | undefined {
  const value = (text ?? '').trim().slice(0, 100);
  return fromIso(value) ?? fromRfc2822(value) ?? fromEnglish(value);
}

function fromIso(value: string): string | undefined {
  const [, day, time, seconds = ':00', zone] = ISO.exec(value) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  if (time === undefined || zone === undefined) return day;
  const offset = /^z$/i.test(zone) ? 'Z' : zone.replace(/^(.\d{2}):?/, '$1:');
  const instant = `${day}T${time}${seconds}${offset}`;
  return Number.isNaN(Date.parse(instant)) ? day : instant;
}

function fromRfc2822(value: string): string | undefined {
  if (!RFC_2822.test(value)) return undefined;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

function fromEnglish(value: string): string | undefined {
  const [, monthFirst, dayAfter, yearAfter, dayFirst, monthAfter, yearLast] =
    ENGLISH_DAY.exec(value) ?? [];
  const month = MONTHS.indexOf((monthFirst ?? monthAfter ?? '').slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return undefined;
  const [year = '', day = ''] = [yearAfter ?? yearLast, dayAfter ?? dayFirst];
  const text = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : undefined;
}

/** False for 30 February, which Date would carry over into March. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
