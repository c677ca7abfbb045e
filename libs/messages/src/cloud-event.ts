import { WirebriefError } from '@wirebrief/kernel';
import { z } from 'zod';

import { wrongPlaces } from './parse-body';

/** Reads one header, without regard to case. */
export type HeaderReader = (name: string) => string | undefined;

/** What is asked of a CloudEvent 1.0 beside its data. */
export type EventAttributes = z.infer<typeof attributesSchema>;

const given = z.string().min(1, 'must not be empty').max(2000);
/** In JSON a null attribute is one that is left out (JSON event format, 2.2). */
const optional = given.nullish().transform((text) => text ?? undefined);
const attributesSchema = z.looseObject({
  specversion: z.literal('1.0'),
  id: given,
  source: given,
  type: given,
  time: z.iso.datetime({ offset: true, message: 'must be an RFC 3339 instant' }).nullish(),
  datacontenttype: optional,
  correlationid: optional,
});

const NAMES = Object.keys(attributesSchema.shape);
const REQUIRED = ['specversion', 'id', 'source', 'type'] as const;
const EXAMPLE =
  '{"specversion": "1.0", "id": "…", "source": "…", "type": "wirebrief.articles.submit", "data": {…}}';

/** Whether the message is a CloudEvent in one piece: its content type says so, or its JSON has a specversion. */
export function isStructured(body: unknown, contentType: string | undefined): body is object {
  const isObject = typeof body === 'object' && body !== null;
  return isObject && (isCloudEventType(contentType) || 'specversion' in body);
}

/** Attributes in headers `ce-…` (NATS and HTTP bindings, binary content mode); undefined when there are none. */
export function attributesInHeaders(header: HeaderReader): EventAttributes | undefined {
  if (REQUIRED.every((name) => header(`ce-${name}`) === undefined)) return undefined;
  const found = NAMES.map((name) => [name, header(`ce-${name}`)] as const);
  const attributes = found.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, decoded(name, value)]],
  );
  const contentType = header('content-type');
  return checkedAttributes({
    ...(contentType !== undefined && { datacontenttype: contentType }),
    ...(Object.fromEntries(attributes) as Readonly<Record<string, string>>),
  });
}

/** Throws `WB_CLOUDEVENT_VERSION`, `WB_CLOUDEVENT_INVALID`, or `WB_INPUT_MEDIA_TYPE` for data that are not JSON. */
export function checkedAttributes(envelope: object): EventAttributes {
  const { specversion } = envelope as { readonly specversion?: unknown };
  if (specversion !== undefined && specversion !== '1.0') throw versionError(specversion);
  const parsed = attributesSchema.safeParse(envelope);
  if (!parsed.success) {
    throw eventError(
      `Attributes of the CloudEvent are missing or wrong: ${wrongPlaces(parsed.error, 'event')}.`,
      `Send specversion, id, source and type as texts: ${EXAMPLE}`,
      parsed.error,
    );
  }
  const { datacontenttype } = parsed.data;
  if (datacontenttype !== undefined && !isJsonType(datacontenttype))
    throw mediaTypeError(datacontenttype);
  return parsed.data;
}

/** A structured event has its data as JSON, not as base64 of something. */
export function assertJsonData(envelope: object): void {
  if ('data_base64' in envelope && envelope.data_base64 !== null) {
    throw eventError(
      'The CloudEvent has its data in data_base64, as bytes; JSON is taken here.',
      'Send the JSON itself in "data", or in binary content mode as the message.',
    );
  }
  if (!('data' in envelope)) {
    throw eventError('The CloudEvent has no data.', `Send the message in "data": ${EXAMPLE}`);
  }
}

/** Throws `WB_INPUT_MEDIA_TYPE` for batches, and for event formats other than JSON. */
export function assertReadable(contentType: string | undefined): void {
  const type = essence(contentType ?? '');
  if (type.startsWith('application/cloudevents') && !isCloudEventType(type))
    throw mediaTypeError(type);
}

function isCloudEventType(contentType = ''): boolean {
  // The NATS binding names the type without a format.
  return ['application/cloudevents', 'application/cloudevents+json'].includes(essence(contentType));
}

function isJsonType(contentType: string): boolean {
  return /^(?:application\/json|text\/json|[\w.-]+\/[\w.-]+\+json)$/.test(essence(contentType));
}

const essence = (contentType: string): string =>
  (contentType.split(';')[0] ?? '').trim().toLowerCase();

/** Header values are percent-encoded; older senders quote them instead (HTTP binding, 3.1.3.2). */
function decoded(name: string, value: string): string {
  const text = /^".*"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
  try {
    return decodeURIComponent(text);
  } catch {
    throw eventError(
      `The header ce-${name} is wrongly percent-encoded.`,
      'Encode spaces, quotes, percent signs and everything outside ASCII as UTF-8: "50%25".',
    );
  }
}

function versionError(version: unknown): WirebriefError {
  return new WirebriefError(
    'WB_CLOUDEVENT_VERSION',
    'invalid',
    `The CloudEvent has the specversion ${JSON.stringify(version).slice(0, 40)}; "1.0" is taken here.`,
    'Send CloudEvents 1.0: "specversion": "1.0", as a text.',
  );
}

function eventError(message: string, remedy: string, cause?: unknown): WirebriefError {
  return new WirebriefError('WB_CLOUDEVENT_INVALID', 'invalid', message, remedy, { cause });
}

function mediaTypeError(type: string): WirebriefError {
  return new WirebriefError(
    'WB_INPUT_MEDIA_TYPE',
    'unsupported',
    `The message has the type ${type.slice(0, 100)}; JSON is taken here.`,
    'Send one message as application/json or application/cloudevents+json.',
  );
}
