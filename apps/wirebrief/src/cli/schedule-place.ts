import { randomUUID } from 'node:crypto';

import { type ScheduleView } from '@wirebrief/application';
import { type ScheduleInput } from '@wirebrief/scheduling';

import { assertLog, withSchedules } from '../composition/reading';
import { withEngine } from '../composition/session';
import { readSettings } from '@wirebrief/composition';
import { askServer } from './remote';

/** Where the schedules are: with a running server, or in the data folder. */
export interface SchedulePlace {
  readonly data?: string;
  readonly url?: string;
}

/** Of one story or of all; only the one when it is named. */
export async function readSchedules(
  place: SchedulePlace,
  story: string | undefined,
  schedule?: string,
): Promise<readonly ScheduleView[]> {
  const { url } = place;
  if (url === undefined) {
    return withSchedules(readSettings(place), async (desk, stories) => {
      if (story !== undefined && schedule !== undefined) return [await desk.find(story, schedule)];
      const lists = (story === undefined ? stories : [story]).map((id) => desk.list(id));
      return (await Promise.all(lists)).flat();
    });
  }
  if (story !== undefined && schedule !== undefined)
    return [await askServer<ScheduleView>(url, 'GET', pathOf(story, schedule))];
  const stories =
    story === undefined
      ? (await askServer<readonly { readonly storyId: string }[]>(url, 'GET', '/stories')).map(
          ({ storyId }) => storyId,
        )
      : [story];
  const lists = stories.map((id) => askServer<readonly ScheduleView[]>(url, 'GET', pathOf(id)));
  return (await Promise.all(lists)).flat();
}

export async function setSchedule(
  place: SchedulePlace,
  wanted: { readonly story: string; readonly schedule: string; readonly input: ScheduleInput },
): Promise<ScheduleView> {
  const { story, schedule, input } = wanted;
  if (place.url !== undefined) return askServer(place.url, 'PUT', pathOf(story, schedule), input);
  const settings = readSettings(place);
  await assertLog(settings);
  return withEngine(
    settings,
    async ({ engine }) =>
      (await engine.scheduleDesk.set(story, schedule, input, metaOfCommand())).schedule,
  );
}

export async function removeSchedule(
  place: SchedulePlace,
  story: string,
  schedule: string,
): Promise<void> {
  if (place.url !== undefined) {
    await askServer(place.url, 'DELETE', pathOf(story, schedule));
    return;
  }
  const settings = readSettings(place);
  await assertLog(settings);
  await withEngine(settings, ({ engine }) =>
    engine.scheduleDesk.remove(story, schedule, metaOfCommand()),
  );
}

const metaOfCommand = () => ({ correlationId: randomUUID(), actor: 'cli' });

function pathOf(story: string, schedule?: string): string {
  const path = `/stories/${encodeURIComponent(story)}/schedules`;
  return schedule === undefined ? path : `${path}/${encodeURIComponent(schedule)}`;
}
