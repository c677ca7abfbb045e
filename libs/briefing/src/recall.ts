import { type EditionIssued } from './story.events';
import { articlesOf, type StoryState } from './story-state';

export interface Recall {
  readonly outlet: string;
  /** As the outlet gave it. */
  readonly reason: string;
  /** When the kill was recorded. */
  readonly at: string;
}

/** How an issued edition stands now; the document itself never changes. */
export interface EditionStanding {
  readonly status: 'current' | 'superseded' | 'recalled';
  /** Number of the edition after it. */
  readonly supersededBy: number | null;
  readonly recall: Recall | null;
}

export function standingOf(edition: EditionIssued['data'], state: StoryState): EditionStanding {
  const recall = recallOf(edition, state);
  const supersededBy = edition.number < state.editions.length ? edition.number + 1 : null;
  if (recall !== null) return { status: 'recalled', supersededBy, recall };
  return { status: supersededBy === null ? 'current' : 'superseded', supersededBy, recall };
}

/** Why an issued edition is recalled: an article that it quotes was killed afterwards, the first of them. */
function recallOf(edition: EditionIssued['data'], state: StoryState): Recall | null {
  const [killed] = articlesOf(state)
    .filter(
      ({ status, identity, lastChange }) =>
        status === 'killed' &&
        lastChange.position > edition.position &&
        quotesArticle(edition, identity.articleId),
    )
    .sort((one, other) => one.lastChange.position - other.lastChange.position);
  if (killed === undefined) return null;
  const { identity, lastChange } = killed;
  return { outlet: identity.outlet, reason: lastChange.note ?? '', at: lastChange.at };
}

/** Whether an edition prints quotes of any revision of the article. */
export function quotesArticle(edition: EditionIssued['data'], articleId: string): boolean {
  return edition.revisions.some((id) => id.startsWith(`${articleId}.`));
}
