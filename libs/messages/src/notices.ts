import { type EditionNotice } from '@wirebrief/notices';
import { z } from 'zod';

import { fileSchema } from './file-schema';
import { type MessageType } from './message-type';

/** A message that is published for whoever listens. */
export interface NoticeType<Body = unknown> extends MessageType<Body> {
  /** NATS subject, and the `type` of the CloudEvent. */
  readonly subject: string;
}

const file = fileSchema.extend({
  url: z.string().describe('A path where PUBLIC_URL is not set'),
});

const editionNoticeSchema: z.ZodType<EditionNotice, EditionNotice> = z.object({
  type: z.literal('edition.issued'),
  timestamp: z.iso.datetime().describe('When it was issued (RFC 3339)'),
  data: z.object({
    story: z.string().describe('Id of the story'),
    number: z.int().positive(),
    kind: z.enum(['edition', 'flash']),
    position: z.int().nonnegative().describe('Position of the log that the edition speaks for'),
    asOf: z.iso.datetime().describe('Instant of that position (RFC 3339)'),
    supersedes: z.int().positive().nullable().describe('Number of the edition before it'),
    request: z
      .string()
      .nullable()
      .describe("What it was issued for: a schedule's due time, a trigger, a message with an id"),
    files: z.object({ html: file, pdf: file, json: file }),
  }),
});

const fileExample = (form: string, digit: string, bytes: number) => ({
  hash: digit.repeat(64),
  bytes,
  url: `https://briefings.example/stories/kabul-strike/editions/4.${form}`,
});

const editionIssued: NoticeType<EditionNotice> = {
  name: 'edition-notice',
  subject: 'wirebrief.events.edition-issued',
  title: 'Notice of an edition',
  description: 'An edition is out. Webhooks get the same.',
  schema: editionNoticeSchema,
  example: {
    type: 'edition.issued',
    timestamp: '2026-01-31T09:02:01.412Z',
    data: {
      story: 'kabul-strike',
      number: 4,
      kind: 'edition',
      position: 214,
      asOf: '2026-01-31T09:00:00.317Z',
      supersedes: 3,
      request: 'trigger/kabul-strike/after-3',
      files: {
        html: fileExample('html', 'a', 148_211),
        pdf: fileExample('pdf', 'b', 96_114),
        json: fileExample('json', 'c', 120_934),
      },
    },
  },
};

/** Messages that are published over NATS, each on its subject. */
export const NOTICES = { editionIssued };

export interface NoticeEvent {
  /** The same when it is published again. */
  readonly id: string;
  /** URI reference of what it is about. */
  readonly source: string;
  /** RFC 3339. */
  readonly time: string;
}

/** Headers that make the plain JSON of a notice a CloudEvent in binary content mode, and let a stream drop a repeat. */
export function noticeHeaders(
  { subject }: NoticeType,
  event: NoticeEvent,
): Readonly<Record<string, string>> {
  const attributes = { specversion: '1.0', type: subject, ...event };
  const fields = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encoded(value)]);
  return {
    'Content-Type': 'application/json',
    'Nats-Msg-Id': event.id,
    ...(Object.fromEntries(fields) as Readonly<Record<string, string>>),
    'ce-datacontenttype': 'application/json',
  };
}

/** What a header value may not hold as it is (NATS binding, 3.1.3.2). */
function encoded(value: string): string {
  return value.replace(/[^\x21\x23\x24\x26-\x7e]+/g, (text) => encodeURIComponent(text));
}
