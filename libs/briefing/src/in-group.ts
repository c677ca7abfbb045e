import { type StoryArticle } from './story-article';

const KNOWN = new WeakMap<StoryArticle, StoryArticle>();

/** The article as one of a syndication group: the same object as long as its group stays, so that readers know it again. */
export function inGroup(article: StoryArticle, group: string): StoryArticle {
  if (article.group === group) return article;
  const known = KNOWN.get(article);
  if (known?.group === group) return known;
  const grouped = { ...article, group };
  KNOWN.set(article, grouped);
  return grouped;
}
