import { type z } from 'zod';

/** One kind of message: a name for people, what it means, its shape and an example of it. */
export interface MessageType<Body = unknown, Input = Body> {
  /** Lower-case words joined by hyphens: `article-update`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly schema: z.ZodType<Body, Input>;
  readonly example: Input;
}

/** A message that is taken on a subject and answered. */
export interface RequestType<Body = unknown, Input = Body, Result = unknown> extends MessageType<
  Body,
  Input
> {
  /** NATS subject, and the `type` of a CloudEvent that carries it. */
  readonly subject: string;
  /** In the distributed mode: the subject on which JetStream keeps it until it is handled, without an answer. */
  readonly keptSubject?: string;
  readonly answer: MessageType<Result, Result>;
}
