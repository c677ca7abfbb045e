export { EngineModule, type ServicePorts } from './engine.module';
export { allParts } from './health/all-parts';
export { type Health, type Parts, ProcessHealth } from './health/process-health';
export { scheduleReport } from './health/schedule-report';
export { triggerReport } from './health/trigger-report';
export { jsonBody } from './gateway/body';
export { GatewayModule } from './gateway/gateway.module';
export {
  AnalystMessagesModule,
  AnnouncerMessagesModule,
  IntakeMessagesModule,
  MessagesModule,
  PressMessagesModule,
} from './messages/messages.module';
export { QueueTransport } from './messages/queue.transport';
export { RequestTransport } from './messages/request.transport';
export { INBOX, LOG_WORK } from './messages/subjects';
export {
  RemoteIntake,
  RemotePress,
  RemoteRebuilder,
  RemoteScheduleRunner,
} from './remote/remote-services';
export { safeHeaders } from './gateway/safe-headers';
