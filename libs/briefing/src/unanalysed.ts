import { type Source, type Statement } from './briefing';
import { type Citer } from './citations';
import { liveArticles } from './live-claims';
import { type StoryArticle } from './story-article';
import { type StoryState } from './story-state';

// The source list notes it at each of them.
const CITED = 8;

/** That articles were not analysed, since the document is silent on what they say; none where all were. */
export function unanalysedStatements(state: StoryState, citer: Citer): readonly Statement[] {
  const live = liveArticles(state);
  const unanalysed = live.filter(isUnanalysed);
  if (unanalysed.length === 0) return [];
  const citations = unanalysed
    .slice(0, CITED)
    .flatMap(({ identity }) => citer.citeSource(identity.articleId) ?? []);
  return [{ text: textOf(unanalysed.length, live.length), citations }];
}

export const isAnyAnalysed = (state: StoryState): boolean =>
  liveArticles(state).some((article) => !isUnanalysed(article));

const isUnanalysed = ({ analysis }: StoryArticle): boolean => analysis?.skipped !== null;

const NOT_ANALYSED = 'not analysed';

/** What the note of a source says of an article that was not analysed, and why; undefined where it was. */
export function unanalysedNote({ analysis }: StoryArticle): string | undefined {
  if (analysis === null) return `${NOT_ANALYSED} yet`;
  if (analysis.skipped === null) return undefined;
  const isForeign = analysis.skipped === 'language not analysed';
  return `${NOT_ANALYSED}: ${isForeign ? 'only English is read' : analysis.skipped}`;
}

export const isUnanalysedSource = ({ note }: Source): boolean => note.startsWith(NOT_ANALYSED);

function textOf(unanalysed: number, all: number): string {
  if (all === 1) return 'The one article was not analysed: nothing that it says is told here.';
  if (unanalysed === all)
    return `None of the ${all} articles was analysed: nothing that they say is told here.`;
  return unanalysed === 1
    ? `1 of the ${all} articles was not analysed: nothing that it says is told here.`
    : `${unanalysed} of the ${all} articles were not analysed: nothing that they say is told here.`;
}
