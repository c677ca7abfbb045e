import { Inject, Injectable } from '@nestjs/common';
import {
  DeliveryWorker,
  type FollowerStatus,
  RebuildTimer,
  type RunView,
  ScheduleDesk,
  ScheduleProjection,
  Scheduler,
  TickWorker,
} from '@wirebrief/application';

export interface ScheduleReport {
  /** What keeps due times from firing or from being worked, or null. */
  readonly failure: string | null;
  /** Schedules whose last run was given up. */
  readonly failed: readonly (RunView & { readonly story: string; readonly schedule: string })[];
}

/** How all that works by itself fares: triggers, schedules and deliveries. */
@Injectable()
export class IssuingHealth {
  @Inject(DeliveryWorker) private readonly deliveries!: DeliveryWorker;

  constructor(
    @Inject(RebuildTimer) private readonly triggers: RebuildTimer,
    @Inject(ScheduleProjection) private readonly schedules: ScheduleProjection,
    @Inject(ScheduleDesk) private readonly desk: ScheduleDesk,
    @Inject(Scheduler) private readonly scheduler: Scheduler,
    @Inject(TickWorker) private readonly worker: TickWorker,
  ) {}

  followers(): readonly FollowerStatus[] {
    return [this.triggers.status(), this.schedules.status(), this.deliveries.status()];
  }

  scheduleReport(): ScheduleReport {
    return {
      failure: this.scheduler.failure() ?? this.worker.failure(),
      failed: this.desk
        .failing()
        .flatMap(({ storyId, scheduleId, failure }) =>
          failure === null ? [] : [{ story: storyId, schedule: scheduleId, ...failure }],
        ),
    };
  }
}
