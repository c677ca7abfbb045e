import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { type Response } from 'express';

import { type Health, ProcessHealth } from '../health/process-health';

/** The same as at the health port of a service. */
@Controller('health')
export class HealthController {
  constructor(@Inject(ProcessHealth) private readonly health: ProcessHealth) {}

  /** 503 while the process does not do its work. */
  @Get()
  @Header('Cache-Control', 'no-store')
  async check(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const health = await this.health.tell();
    response.status(health.ready ? 200 : 503);
    return health;
  }

  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(
    @Res({ passthrough: true }) response: Response,
  ): Promise<Pick<Health, 'ready' | 'reason'>> {
    const { ready, reason } = await this.check(response);
    return { ready, reason };
  }

  /** 200 as long as the process runs. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): { readonly live: true } {
    return { live: true };
  }
}
