import { type NatsContext } from '@nestjs/microservices';
import { type KeptMessage } from '@wirebrief/application';
import { type HeaderReader } from '@wirebrief/messages';
import { Match, type MsgHdrs } from 'nats';

/** Names without regard to case, and several values as one, as HTTP has them. */
export function headerReader(context: NatsContext): HeaderReader {
  const fields = context.getHeaders() as MsgHdrs | undefined;
  return (name) => {
    const values = fields?.values(name, Match.IgnoreCase) ?? [];
    return values.length === 0 ? undefined : values.join(', ');
  };
}

/** As `headerReader`. */
export function keptHeaderReader({ fields }: KeptMessage): HeaderReader {
  const byName = new Map(
    Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value] as const),
  );
  return (name) => byName.get(name.toLowerCase());
}
