import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import {
  Analyst,
  EventStore,
  type FollowerStatus,
  RebuildTimer,
  StoryProjection,
} from '@wirebrief/application';
import { type Response } from 'express';

import { PROGRAM } from '../engine.module';

interface Health {
  readonly status: 'ok' | 'failing';
  readonly program: string;
  readonly log: { readonly position: number; readonly durability: string };
  /** What follows the log, how far each has come, and what stopped it. */
  readonly followers: readonly FollowerStatus[];
}

@Controller('health')
export class HealthController {
  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(StoryProjection) private readonly stories: StoryProjection,
    @Inject(Analyst) private readonly analyst: Analyst,
    @Inject(RebuildTimer) private readonly triggers: RebuildTimer,
    @Inject(PROGRAM) private readonly program: string,
  ) {}

  /** 200 while everything runs, 503 when a follower has stopped. */
  @Get()
  @Header('Cache-Control', 'no-store')
  async check(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const followers = [this.stories, this.analyst, this.triggers].map((one) => one.status());
    const isOk = followers.every(({ failure }) => failure === null);
    response.status(isOk ? 200 : 503);
    return {
      status: isOk ? 'ok' : 'failing',
      program: this.program,
      log: { position: await this.store.head(), durability: this.store.capabilities.durability },
      followers,
    };
  }
}
