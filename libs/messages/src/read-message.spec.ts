import { isWirebriefError } from '@wirebrief/kernel';

import { type HeaderReader } from './cloud-event';
import { readMessage } from './read-message';
import { REQUESTS } from './requests';

const { issueEdition, submitArticle } = REQUESTS;
const order = { story: 'kabul-strike', kind: 'edition' };
const event = {
  specversion: '1.0',
  id: 'order-1',
  source: '/desks/berlin',
  type: issueEdition.subject,
  data: order,
};
const inHeaders = {
  'ce-specversion': '1.0',
  'ce-id': 'order-1',
  'ce-source': '/desks/berlin',
  'ce-type': issueEdition.subject,
};

const bytesOf = (body: unknown): Uint8Array => Buffer.from(JSON.stringify(body));
const headersOf =
  (fields: Readonly<Record<string, string>>): HeaderReader =>
  (name) =>
    fields[name];
const read = (body: unknown, fields: Readonly<Record<string, string>> = {}) =>
  readMessage(issueEdition, bytesOf(body), headersOf(fields));

function errorOf(work: () => unknown): { code: string; category: string; message: string } {
  try {
    work();
  } catch (error) {
    if (isWirebriefError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a message', () => {
  it.each([
    ['plain JSON', order, {}],
    ['a structured CloudEvent', event, { 'content-type': 'application/cloudevents+json' }],
    [
      'one with a charset, as the NATS binding names it',
      event,
      { 'content-type': 'Application/CloudEvents; charset=UTF-8' },
    ],
    ['a structured CloudEvent that no header announces', event, {}],
    ['a CloudEvent in binary mode', order, inHeaders],
    [
      'one that says its data are JSON',
      order,
      { ...inHeaders, 'ce-datacontenttype': 'application/vnd.desk+json; charset=utf-8' },
    ],
    ['one with attributes of nothing', { ...event, time: null, datacontenttype: null }, {}],
    ['one with extensions', { ...event, traceparent: '00-1-1-00', sampledrate: 5 }, {}],
  ])('is read from %s', (_, body, fields) => {
    expect(read(body, fields).body).toEqual(order);
  });

  it('has the same id in both modes of the same event, and another one for another source', () => {
    const { id } = read(event);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(read(order, inHeaders).id).toBe(id);
    expect(read({ ...event, source: '/desks/paris' }).id).not.toBe(id);
    expect(read({ ...event, id: 'order-2' }).id).not.toBe(id);
  });

  it('has an id of Nats-Msg-Id, or none', () => {
    const id = read(order, { 'nats-msg-id': 'order-1' }).id;
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(id).not.toBe(read(event).id);
    expect(read(order).id).toBeNull();
    expect(read(order, { 'nats-msg-id': '' }).id).toBeNull();
  });

  it.each([
    ['desk-42', order, { 'correlation-id': 'desk-42' }],
    ['desk-42', event, { 'correlation-id': 'desk-42' }],
    ['chain-7', { ...event, correlationid: 'chain-7' }, {}],
    ['order-1', event, {}],
    ['order-1', event, { 'correlation-id': 'x'.repeat(101) }],
    [null, { ...event, id: 'not a token' }, {}],
    [null, order, {}],
  ])('has the correlation id %s', (expected, body, fields) => {
    expect(read(body, fields).correlationId).toBe(expected);
  });

  it('in headers is percent-decoded, and unquoted as older senders need it', () => {
    const source = 'büro "ost" 50%';
    const id = read({ ...event, source }).id;
    const encoded = encodeURIComponent(source);
    expect(read(order, { ...inHeaders, 'ce-source': encoded }).id).toBe(id);
    const quoted = '"b%C3%BCro \\"ost\\" 50%25"';
    expect(read(order, { ...inHeaders, 'ce-source': quoted }).id).toBe(id);
  });
});

describe('a wrong message', () => {
  const without = (name: string): object =>
    Object.fromEntries(Object.entries(event).filter(([key]) => key !== name));

  it.each([
    ['another specversion', { ...event, specversion: '0.3' }, {}, 'WB_CLOUDEVENT_VERSION'],
    ['a number for it', { ...event, specversion: 1 }, {}, 'WB_CLOUDEVENT_VERSION'],
    ['no specversion', without('specversion'), 'structured', 'WB_CLOUDEVENT_INVALID'],
    ['no id', without('id'), {}, 'WB_CLOUDEVENT_INVALID'],
    ['an empty id', { ...event, id: '' }, {}, 'WB_CLOUDEVENT_INVALID'],
    ['an id that is no text', { ...event, id: { a: 1 } }, {}, 'WB_CLOUDEVENT_INVALID'],
    ['an endless id', { ...event, id: 'x'.repeat(100_000) }, {}, 'WB_CLOUDEVENT_INVALID'],
    ['no source', without('source'), {}, 'WB_CLOUDEVENT_INVALID'],
    ['no type', without('type'), {}, 'WB_CLOUDEVENT_INVALID'],
    ['a type of others', { ...event, type: 'com.example.x' }, {}, 'WB_CLOUDEVENT_TYPE'],
    [
      'the type of another subject',
      { ...event, type: submitArticle.subject },
      {},
      'WB_CLOUDEVENT_TYPE',
    ],
    ['no data', without('data'), {}, 'WB_CLOUDEVENT_INVALID'],
    ['data in base64', { ...without('data'), data_base64: 'e30=' }, {}, 'WB_CLOUDEVENT_INVALID'],
    ['data and bytes', { ...event, data_base64: 'e30=' }, {}, 'WB_CLOUDEVENT_INVALID'],
    ['a time that is none', { ...event, time: 'today' }, {}, 'WB_CLOUDEVENT_INVALID'],
    ['XML as data', { ...event, datacontenttype: 'text/xml' }, {}, 'WB_INPUT_MEDIA_TYPE'],
    ['a wrong shape in it', { ...event, data: { story: 7 } }, {}, 'WB_INPUT_SHAPE'],
    ['null as data', { ...event, data: null }, {}, 'WB_INPUT_SHAPE'],
    ['an event in an event', { ...event, data: event }, {}, 'WB_INPUT_SHAPE'],
    ['a batch', [event], 'batch', 'WB_INPUT_MEDIA_TYPE'],
    ['a list of events', [event], 'structured', 'WB_CLOUDEVENT_INVALID'],
    ['a text for an event', 'hello', 'structured', 'WB_INPUT_SHAPE'],
    ['nothing for an event', null, 'structured', 'WB_INPUT_SHAPE'],
    ['a prototype', { ...order, ['__proto__']: { kind: 'flash' } }, {}, 'WB_INPUT_SHAPE'],
  ])('with %s is refused', (_, body, fields, code) => {
    const types = {
      structured: { 'content-type': 'application/cloudevents+json' },
      batch: { 'content-type': 'application/cloudevents-batch+json' },
    };
    const header = typeof fields === 'string' ? types[fields as keyof typeof types] : fields;
    expect(errorOf(() => read(body, header))).toMatchObject({ code });
  });

  it.each([
    ['a header without the others', { 'ce-id': 'order-1' }, 'WB_CLOUDEVENT_INVALID'],
    ['another specversion', { ...inHeaders, 'ce-specversion': '0.2' }, 'WB_CLOUDEVENT_VERSION'],
    ['two specversions', { ...inHeaders, 'ce-specversion': '1.0, 1.0' }, 'WB_CLOUDEVENT_VERSION'],
    ['another type', { ...inHeaders, 'ce-type': 'com.example.x' }, 'WB_CLOUDEVENT_TYPE'],
    ['data that are no JSON', { ...inHeaders, 'content-type': 'text/xml' }, 'WB_INPUT_MEDIA_TYPE'],
    ['bytes that are no UTF-8', { ...inHeaders, 'ce-source': '%C0%A0' }, 'WB_CLOUDEVENT_INVALID'],
    ['a lone percent sign', { ...inHeaders, 'ce-source': '50%' }, 'WB_CLOUDEVENT_INVALID'],
  ])('in headers with %s is refused', (_, fields, code) => {
    expect(errorOf(() => read(order, fields))).toMatchObject({ code });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['half of it', Buffer.from('{"story": "kab')],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['very deep brackets', Buffer.from('['.repeat(900_000))],
  ])('of %s is refused', (_, bytes) => {
    const error = errorOf(() => readMessage(issueEdition, bytes, headersOf({})));
    expect(error.code).toBe('WB_INPUT_JSON');
  });

  it('says where it is wrong, as the sender has written it', () => {
    const data = { story: 'x', kind: 'poster' };
    expect(errorOf(() => read({ ...event, data })).message).toContain('data.kind');
    expect(errorOf(() => read(data)).message).toContain(': kind');
  });
});
