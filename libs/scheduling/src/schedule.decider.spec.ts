import { specify } from '@wirebrief/testing';

import {
  type DefineSchedule,
  type RemoveSchedule,
  scheduleDecider,
  scheduleInputSchema,
} from './schedule.decider';
import { type ScheduleEvent } from './schedule.events';

const { given } = specify(scheduleDecider);

const define = (
  scheduleId: string,
  schedule: Readonly<Record<string, unknown>> = {},
): DefineSchedule => ({
  type: 'DefineSchedule',
  storyId: 'bridge',
  scheduleId,
  schedule: scheduleInputSchema.parse({ cron: '0 6 * * *', ...schedule }),
  timeZone: 'Asia/Kabul',
});

const remove = (scheduleId: string): RemoveSchedule => ({
  type: 'RemoveSchedule',
  storyId: 'bridge',
  scheduleId,
});

const defined = (scheduleId: string, changes: object = {}): ScheduleEvent => ({
  type: 'ScheduleDefined',
  data: {
    storyId: 'bridge',
    scheduleId,
    cron: '0 6 * * *',
    timeZone: 'Asia/Kabul',
    kind: 'edition',
    unchanged: 'issue',
    outage: { policy: 'once', limit: 10, maxAgeHours: 168 },
    paused: false,
    ...changes,
  },
});
const removed = (scheduleId: string): ScheduleEvent => ({
  type: 'ScheduleRemoved',
  data: { storyId: 'bridge', scheduleId },
});

describe('setting a schedule', () => {
  it('takes the time zone of the story, unless it has its own', () => {
    given().when(define('daily')).then(defined('daily'));
    given()
      .when(define('daily', { timeZone: 'Europe/Berlin', unchanged: 'skip' }))
      .then(defined('daily', { timeZone: 'Europe/Berlin', unchanged: 'skip' }));
  });

  it('changes nothing when it is the same, also with other spaces', () => {
    given(defined('daily'))
      .when(define('daily', { cron: ' 0  6 * * *' }))
      .thenNothing();
  });

  it('replaces the one of its id, and leaves others', () => {
    given(defined('daily'), defined('weekly'))
      .when(define('daily', { cron: '0 7 * * *' }))
      .then(defined('daily', { cron: '0 7 * * *' }));
  });

  it('sets it anew after it was removed', () => {
    given(defined('daily'), removed('daily')).when(define('daily')).then(defined('daily'));
  });

  it.each(['Daily', 'a b', '', '-a', 'a--b', '../x', 'x'.repeat(65)])(
    'refuses "%s" as an id',
    (id) => {
      given().when(define(id)).thenThrows('WB_SCHEDULE_ID');
    },
  );

  it('refuses what is no cron expression and no time zone', () => {
    given()
      .when(define('daily', { cron: '0 6' }))
      .thenThrows('WB_CRON_INVALID');
    given()
      .when(define('daily', { timeZone: 'Mars/Base' }))
      .thenThrows('WB_TIME_ZONE_UNKNOWN');
  });

  it('refuses more schedules than a story can have, and still changes one that it has', () => {
    const full = Array.from({ length: 50 }, (_, index) => defined(`s${index}`));
    given(...full)
      .when(define('one-more'))
      .thenThrows('WB_SCHEDULE_LIMIT');
    given(...full)
      .when(define('s7', { paused: true }))
      .then(defined('s7', { paused: true }));
  });

  it('knows no schedule by the names that every object has', () => {
    given().when(remove('constructor')).thenThrows('WB_SCHEDULE_UNKNOWN');
    given().when(define('constructor')).then(defined('constructor'));
  });
});

describe('removing a schedule', () => {
  it('records it once', () => {
    given(defined('daily')).when(remove('daily')).then(removed('daily'));
    given(defined('daily'), removed('daily'))
      .when(remove('daily'))
      .thenThrows('WB_SCHEDULE_UNKNOWN');
  });
});
