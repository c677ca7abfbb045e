import { compareTexts } from './compare-texts';

/** RFC 3339 or ISO dates. */
export function compareInstants(a: string, b: string): number {
  return isOneForm(a, b) ? compareTexts(a, b) : Date.parse(a) - Date.parse(b);
}

/** Days, or instants in UTC that are equally exact, are in order as texts are. To parse them takes ten times as long. */
const isOneForm = (a: string, b: string): boolean =>
  a.length === b.length &&
  (a.length === 'YYYY-MM-DD'.length || (a.endsWith('Z') && b.endsWith('Z')));
