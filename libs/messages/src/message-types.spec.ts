import { schemas } from '@asyncapi/specs';
import { isWirebriefError } from '@wirebrief/kernel';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

import { asyncApi } from './async-api';
import { jsonSchemaOf } from './json-schema';
import { MESSAGE_TYPES, messageTypeOf, requestTypeOf } from './message-types';
import { noticeHeaders, NOTICES } from './notices';
import { readMessage } from './read-message';
import { REQUESTS } from './requests';

const ajv = addFormats(new Ajv2020({ allErrors: true }));
const validators = new Map(
  MESSAGE_TYPES.map(({ type }) => [type.name, ajv.compile(jsonSchemaOf(type))]),
);
const accepts = (name: string, body: unknown): boolean => validators.get(name)?.(body) === true;

const names = MESSAGE_TYPES.map(({ type }) => type.name);

describe('the schema of', () => {
  it.each(names)('%s has an id, words for people, and an example that it accepts', (name) => {
    const { type } = messageTypeOf(name);
    const schema = jsonSchemaOf(type);
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:wirebrief:schema:${name}`,
      type: 'object',
      title: expect.stringMatching(/^[A-Z]/) as string,
      description: expect.stringMatching(/\.$/) as string,
    });
    expect(accepts(name, type.example)).toBe(true);
    expect(type.schema.safeParse(type.example).success).toBe(true);
  });

  it.each([
    ['article-update', { text: 7 }],
    ['article-update', { published: 'yesterday' }],
    ['article-update', { url: 'no address' }],
    ['article-update', { unknown: true }],
    ['edition-order', {}],
    ['edition-order', { story: 'kabul-strike', kind: 'poster' }],
    ['rebuild-request', { story: 'x'.repeat(65) }],
    ['article-receipt', { articleId: 'a-1' }],
    ['edition', { number: 0 }],
    ['problem', { code: 'wrong' }],
    ['edition-notice', { type: 'edition.issued', data: {} }],
  ])('%s refuses %j', (name, body) => {
    expect(accepts(name, body)).toBe(false);
  });

  it('refuses of a request what the program refuses, and takes what it takes', () => {
    const bodies = [{ story: 'a' }, { story: '' }, { kind: 'flash' }, { story: 'a', x: 1 }, [], 7];
    for (const body of bodies) {
      const taken = REQUESTS.issueEdition.schema.safeParse(body).success;
      expect([body, accepts('edition-order', body)]).toEqual([body, taken]);
    }
  });

  it('an answer lets a later version add fields', () => {
    const { example } = REQUESTS.requestRebuild.answer;
    expect(accepts('rebuild-receipt', { ...example, later: 1 })).toBe(true);
  });
});

describe('a type of message', () => {
  it('has a name of its own, and is found by it or by its subject', () => {
    expect(new Set(names).size).toBe(names.length);
    for (const { subject, name } of Object.values(REQUESTS)) {
      expect(requestTypeOf(subject)).toBe(requestTypeOf(name));
      expect(messageTypeOf(subject).type.name).toBe(name);
    }
    expect(requestTypeOf('wirebrief.inbox.articles')).toBe(REQUESTS.submitArticle);
    expect(messageTypeOf('wirebrief.inbox.rebuilds').type).toBe(REQUESTS.requestRebuild);
  });

  it.each(['', 'wirebrief.articles', '__proto__'])('is not found as "%s"', (name) => {
    let thrown: unknown;
    try {
      messageTypeOf(name);
    } catch (error) {
      thrown = error;
    }
    expect(isWirebriefError(thrown) && thrown.code).toBe('WB_MESSAGE_UNKNOWN');
  });

  it.each(Object.values(REQUESTS))('$name is read as its example shows', (type) => {
    const bytes = Buffer.from(JSON.stringify(type.example));
    expect(readMessage<unknown>(type, bytes, () => undefined).body).toMatchObject(type.example);
  });
});

describe('the headers of a notice', () => {
  it('make it a CloudEvent that is read as any other', () => {
    const type = NOTICES.editionIssued;
    const event = {
      id: 'c-1',
      source: 'https://büro.example/a "b" 50%',
      time: '2026-01-31T09:00:00Z',
    };
    const fields = noticeHeaders(type, event);
    expect(Object.values(fields).join('')).toMatch(/^[\x21-\x7e]+$/);
    const bytes = Buffer.from(JSON.stringify(type.example));
    const asRequest = { ...type, answer: type };
    const read = readMessage(
      asRequest,
      bytes,
      (name) => Object.entries(fields).find(([key]) => key.toLowerCase() === name)?.[1],
    );
    const structured = { specversion: '1.0', type: type.subject, ...event, data: type.example };
    const again = readMessage(asRequest, Buffer.from(JSON.stringify(structured)), () => undefined);
    expect(read).toEqual(again);
    expect(read.body).toEqual(type.example);
  });
});

describe('the AsyncAPI document', () => {
  const document = asyncApi('1.2.3') as {
    readonly channels: Readonly<Record<string, { readonly address: string | null }>>;
    readonly components: { readonly messages: Readonly<Record<string, object>> };
  };

  it('is valid AsyncAPI 3.0', () => {
    // The document's schema brings the one of JSON Schema with it.
    const validate = addFormats(
      new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, meta: false }),
    ).compile(schemas['3.0.0'] as object);
    validate(document);
    expect(validate.errors).toBeNull();
    expect(validate({ ...document, operations: { wrong: { action: 'take' } } })).toBe(false);
  });

  it('has every message, and a channel for every subject', () => {
    expect(Object.keys(document.components.messages)).toEqual(names);
    const addresses = Object.values(document.channels).map(({ address }) => address);
    const subjects = MESSAGE_TYPES.flatMap(({ subject }) => (subject === null ? [] : [subject]));
    const kept = ['wirebrief.inbox.articles', 'wirebrief.inbox.rebuilds'];
    expect(addresses.filter((address) => address !== null).sort()).toEqual(
      [...subjects, ...kept].sort(),
    );
  });

  it('refers to nothing that it does not have', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)];
    for (const [, path = ''] of references) {
      const found = path.split('/').reduce<unknown>((at, key) => {
        return (at as Readonly<Record<string, unknown>> | undefined)?.[key];
      }, document);
      expect([path, typeof found]).toEqual([path, 'object']);
    }
    expect(references.length).toBeGreaterThan(10);
  });
});
