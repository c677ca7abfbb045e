/** `23 Nov 2026, 15:08`, or with seconds; in the time zone of whoever runs the command. */
export function localTime(instant: string, timeStyle: 'short' | 'medium' = 'short'): string {
  return new Date(instant).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle });
}
