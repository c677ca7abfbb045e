import { Module } from '@nestjs/common';
import { type MicroserviceOptions, Transport } from '@nestjs/microservices';
import { QUEUE } from '@wirebrief/messages';
import { type NatsConfig } from '@wirebrief/platform';

import { MessagesController } from './messages.controller';
import { PlainAnswers, PlainRequests } from './plain-json';

/** Requests over NATS, next to HTTP. */
@Module({ controllers: [MessagesController] })
export class MessagesModule {}

/** Nest's NATS transport for the module: replicas share the work, and an outage is waited out. */
export function natsTransport({ servers, tls, credentials }: NatsConfig): MicroserviceOptions {
  return {
    transport: Transport.NATS,
    options: {
      ...credentials?.reveal(),
      ...(tls && { tls: {} }),
      servers: [...servers],
      queue: QUEUE,
      name: 'wirebrief',
      maxReconnectAttempts: -1,
      deserializer: new PlainRequests(),
      serializer: new PlainAnswers(),
    },
  };
}
