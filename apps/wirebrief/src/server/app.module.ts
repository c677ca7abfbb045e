import { type DynamicModule, Module } from '@nestjs/common';
import {
  EngineModule,
  GatewayModule,
  MessagesModule,
  type ServicePorts,
} from '@wirebrief/services';

/** All services in one process. */
@Module({})
export class AppModule {
  static over(ports: ServicePorts): DynamicModule {
    return {
      module: AppModule,
      imports: [EngineModule.forRoot(ports), GatewayModule, MessagesModule],
    };
  }
}
