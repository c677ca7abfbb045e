import { type Engine } from '@wirebrief/application';

import { type Parts } from './process-health';
import { scheduleReport } from './schedule-report';
import { triggerReport } from './trigger-report';

/** What is at work in a process that does everything itself. */
export function allParts(engine: Engine, connection: Parts['connection']): Parts {
  const { stories, analyst, rebuildTimer, schedules, deliveries } = engine;
  return {
    followers: () =>
      [stories, analyst, rebuildTimer, schedules, deliveries].map((one) => one.status()),
    schedules: () => scheduleReport(engine),
    triggers: () => triggerReport(engine),
    ...(connection !== undefined && { connection }),
  };
}
