export { EngineModule, type ServicePorts } from './engine.module';
export { jsonBody } from './gateway/body';
export { GatewayModule } from './gateway/gateway.module';
export { MessagesModule, natsTransport } from './messages/messages.module';
export { safeHeaders } from './gateway/safe-headers';
