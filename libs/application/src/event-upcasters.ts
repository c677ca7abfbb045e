import { properNames } from '@wirebrief/briefing';

import { type Upcaster, type UpcasterRegistry } from './upcasting';

const withoutInstant: Upcaster = (data) => ({ ...(data as object), withdrawnAt: null });

/** What older programs wrote, brought to the shape of today. Recorded samples stand in test/golden/events. */
export const eventUpcasters: UpcasterRegistry = {
  // Schema 1 had no terms: articles were filed only by the story that they named.
  StoryOpened: [
    (data) => {
      const story = data as { readonly incident: { readonly place: string } };
      return { ...story, terms: properNames(story.incident.place) };
    },
  ],
  // Schema 1 did not say when the outlet withdrew the article.
  ArticleWithheld: [withoutInstant],
  ArticleKilled: [withoutInstant],
  // Schema 1 knew no flashes.
  TriggersSet: [
    (data) => {
      const { storyId, rule } = data as { readonly storyId: string; readonly rule: object };
      return { storyId, rule: { ...rule, flashSeconds: null } };
    },
  ],
};
