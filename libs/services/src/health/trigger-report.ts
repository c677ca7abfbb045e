import { type Engine } from '@wirebrief/application';
import { type Problem } from '@wirebrief/kernel';

/** How editions fare that are due because of what has come. */
export interface TriggerReport {
  /** Stories of which the edition that was due has been given up, and why. */
  readonly failed: readonly (Problem & { readonly story: string })[];
}

export const triggerReport = ({ triggerDesk }: Engine): TriggerReport => ({
  failed: triggerDesk.failing().map(({ storyId, failure }) => ({ story: storyId, ...failure })),
});
