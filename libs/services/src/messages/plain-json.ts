import {
  type Deserializer,
  type IncomingRequest,
  type NatsRecord,
  NatsRecordBuilder,
  type OutgoingResponse,
  type Serializer,
} from '@nestjs/microservices';
import { headers } from 'nats';

/** An answer with its media type: a result, or problem details. */
export interface Answer {
  readonly mediaType: 'application/json' | 'application/problem+json';
  readonly body: unknown;
}

const encoder = new TextEncoder();

/** Requests are plain bytes: any NATS client can send them, without Nest's envelope. The handler parses them. */
export class PlainRequests implements Deserializer<Uint8Array, IncomingRequest> {
  deserialize(
    bytes: Uint8Array,
    options: { readonly channel: string; readonly replyTo?: string },
  ): IncomingRequest {
    // Nest answers only messages with an id; the reply subject is one, and without it there is nobody to answer.
    return { pattern: options.channel, data: bytes, id: options.replyTo ?? 'no reply wanted' };
  }
}

/** Answers are plain JSON with the media type in a header. */
export class PlainAnswers implements Serializer<OutgoingResponse, NatsRecord> {
  serialize({ response, err }: OutgoingResponse): NatsRecord {
    const answer = (response ?? {
      mediaType: 'application/problem+json',
      body: { detail: String(err) },
    }) as Answer;
    const fields = headers();
    fields.set('Content-Type', answer.mediaType);
    const data = encoder.encode(JSON.stringify(answer.body));
    return new NatsRecordBuilder(data).setHeaders(fields).build();
  }
}
