import { noticeHeaders, NOTICES } from '@wirebrief/messages';
import { type EditionNotice } from '@wirebrief/notices';
import { headers, type NatsConnection } from 'nats';

export interface Announcement {
  readonly notice: EditionNotice;
  /** The same when the edition is announced again: a stream of the messages drops a repeat. */
  readonly id: string;
  /** As in `editionNotice`. */
  readonly publicUrl: string;
}

/** Tells of an edition over NATS. Resolves when the server has it. */
export async function publishNotice(
  connection: NatsConnection,
  { notice, id, publicUrl }: Announcement,
): Promise<void> {
  const type = NOTICES.editionIssued;
  const source = `${publicUrl}/stories/${notice.data.story}`;
  const fields = headers();
  for (const [name, value] of Object.entries(
    noticeHeaders(type, { id, source, time: notice.timestamp }),
  ))
    fields.set(name, value);
  connection.publish(type.subject, JSON.stringify(notice), { headers: fields });
  await connection.flush();
}
