import { byPublication } from './live-claims';
import { type EditionIssued } from './story.events';
import { type StoryState } from './story-state';

export interface Recall {
  readonly outlet: string;
  /** As the outlet gave it. */
  readonly reason: string;
  /** When the kill was recorded. */
  readonly at: string;
}

/** Why an issued edition is recalled: an article that it quotes was killed afterwards. Null while it stands. */
export function recallOf(edition: EditionIssued['data'], state: StoryState): Recall | null {
  const killed = byPublication(state).find(
    ({ status, identity, lastChange }) =>
      status === 'killed' &&
      lastChange.position > edition.position &&
      quotesArticle(edition, identity.articleId),
  );
  if (killed === undefined) return null;
  const { identity, lastChange } = killed;
  return { outlet: identity.outlet, reason: lastChange.note ?? '', at: lastChange.at };
}

/** Whether an edition prints quotes of any revision of the article. */
export function quotesArticle(edition: EditionIssued['data'], articleId: string): boolean {
  return edition.revisions.some((id) => id.startsWith(`${articleId}.`));
}
