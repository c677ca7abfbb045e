import { type MsgHdrs } from 'nats';

/** Of several fields with one name the first. */
export function fieldsOf(given: MsgHdrs | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries([...(given ?? [])].map(([name, values]) => [name, values[0] ?? '']));
}
