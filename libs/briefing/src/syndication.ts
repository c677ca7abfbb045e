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
  const standing = new Map(
    articles.flatMap(({ status, analysis, identity }) =>
      status !== 'live' || analysis === null ? [] : [[analysis.revisionId, identity.articleId]],
    ),
  );
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    if (root !== id) parents.set(id, root);
    return root;
  };
  for (const { status, identity, analysis } of articles)
    for (const copy of (status === 'live' ? analysis?.copies : undefined) ?? []) {
      const other = standing.get(copy);
      if (other === undefined) continue;
      const [one, two] = [rootOf(identity.articleId), rootOf(other)];
      if (one !== two) parents.set(one, two);
    }
  const names = new Map(
    articles
      .toSorted(publishedFirst)
      .reverse()
      .map(({ identity: { articleId } }) => [rootOf(articleId), articleId]),
  );
  return articles.map((article) =>
    inGroup(article, names.get(rootOf(article.identity.articleId)) ?? article.group),
  );
}
