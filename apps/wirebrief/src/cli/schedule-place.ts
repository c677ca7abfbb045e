import { type ScheduleView } from '@wirebrief/application';
import { type ScheduleInput } from '@wirebrief/scheduling';

import { withSchedules } from '../composition/reading';
import { readSettings } from '@wirebrief/composition';
import { doAt, type Place, storyPathOf } from './place';
import { askServer } from './remote';

/** Of one story or of all; only the one when it is named. */
export async function readSchedules(
  place: Place,
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

export function setSchedule(
  place: Place,
  wanted: { readonly story: string; readonly schedule: string; readonly input: ScheduleInput },
): Promise<ScheduleView> {
  const { story, schedule, input } = wanted;
  return doAt(
    place,
    (url) => askServer<ScheduleView>(url, 'PUT', pathOf(story, schedule), input),
    async ({ scheduleDesk }, meta) =>
      (await scheduleDesk.set(story, schedule, input, meta)).schedule,
  );
}

export async function removeSchedule(place: Place, story: string, schedule: string): Promise<void> {
  await doAt(
    place,
    (url) => askServer<unknown>(url, 'DELETE', pathOf(story, schedule)),
    ({ scheduleDesk }, meta) => scheduleDesk.remove(story, schedule, meta),
  );
}

function pathOf(story: string, schedule?: string): string {
  const path = `${storyPathOf(story)}/schedules`;
  return schedule === undefined ? path : `${path}/${encodeURIComponent(schedule)}`;
}
