import { onceFor } from '@wirebrief/kernel';

import { inGroup } from './in-group';
import { articlesOf, publishedFirst, type StoryArticle, type StoryState } from './story-state';

const groupsIn = onceFor((articles: StoryState['articles']) => group(articlesOf({ articles })));

/**
 * The articles of a story in the order of their arrival, copies of one text in one group, which is called by the first
 * of them to be published. Copies of copies belong together, whichever of them arrived first;
 * what is withdrawn is nobody's copy.
 */
export const grouped = ({ articles }: StoryState): readonly StoryArticle[] => groupsIn(articles);

function group(articles: readonly StoryArticle[]): readonly StoryArticle[] {
  // Articles are told by their places: an article may have tens of copies.
  const standing = new Map<string, number>();
  articles.forEach(({ status, analysis }, place) => {
    if (status === 'live' && analysis !== null) standing.set(analysis.revisionId, place);
  });
  const parents = Int32Array.from(articles.keys());
  const rootOf = (place: number): number => {
    let root = place;
    while (parents[root] !== root) root = parents[root] = parents[parents[root] ?? 0] ?? 0;
    return root;
  };
  articles.forEach(({ status, analysis }, place) => {
    for (const copy of (status === 'live' ? analysis?.copies : undefined) ?? []) {
      const other = standing.get(copy);
      if (other !== undefined) parents[rootOf(place)] = rootOf(other);
    }
  });
  const firsts = new Map<number, StoryArticle>();
  articles.forEach((article, place) => {
    const first = firsts.get(rootOf(place));
    if (first === undefined || publishedFirst(article, first) < 0)
      firsts.set(rootOf(place), article);
  });
  return articles.map((article, place) =>
    inGroup(article, firsts.get(rootOf(place))?.identity.articleId ?? article.group),
  );
}
