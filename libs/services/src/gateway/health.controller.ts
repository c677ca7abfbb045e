import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { Analyst, EventStore, type FollowerStatus, StoryProjection } from '@wirebrief/application';
import { type Response } from 'express';

import { PROGRAM } from '../engine.module';
import { IssuingHealth, type ScheduleReport } from './issuing-health';

interface Health {
  /** `degraded`: it serves, and someone has to look at its schedules. */
  readonly status: 'ok' | 'degraded' | 'failing';
  readonly program: string;
  readonly log: { readonly position: number; readonly durability: string };
  /** What follows the log, how far each has come, and what stopped it. */
  readonly followers: readonly FollowerStatus[];
  readonly schedules: ScheduleReport;
}

@Controller('health')
export class HealthController {
  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(StoryProjection) private readonly stories: StoryProjection,
    @Inject(Analyst) private readonly analyst: Analyst,
    @Inject(IssuingHealth) private readonly issuing: IssuingHealth,
    @Inject(PROGRAM) private readonly program: string,
  ) {}

  /** 503 when a follower has stopped; a failed schedule is no reason to take the server away from its readers. */
  @Get()
  @Header('Cache-Control', 'no-store')
  async check(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const followers = [this.stories.status(), this.analyst.status(), ...this.issuing.followers()];
    const schedules = this.issuing.scheduleReport();
    const isRunning = followers.every(({ failure }) => failure === null);
    const isWell = schedules.failure === null && schedules.failed.length === 0;
    response.status(isRunning ? 200 : 503);
    return {
      status: isRunning ? (isWell ? 'ok' : 'degraded') : 'failing',
      program: this.program,
      log: { position: await this.store.head(), durability: this.store.capabilities.durability },
      followers,
      schedules,
    };
  }
}
