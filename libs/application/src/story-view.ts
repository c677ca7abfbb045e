import { type Briefing } from '@wirebrief/briefing';

import { type PastDocument } from './story-history';

/** What a story comes to at a moment: the reasoning of its document, without sources and highlights. */
export interface StoryStateView extends Pick<
  Briefing,
  'story' | 'keyFigures' | 'toll' | 'options' | 'otherIncidents' | 'unknowns'
> {
  readonly asOf: string;
  readonly articles: Briefing['edition']['articles'];
  readonly positions: Briefing['strike']['positions'];
  readonly withdrawnSince: PastDocument['withdrawnSince'];
}

export function storyStateView({ briefing, withdrawnSince }: PastDocument): StoryStateView {
  const { story, edition, keyFigures, toll, strike, options, otherIncidents, unknowns } = briefing;
  return {
    ...{ story, asOf: edition.asOf, articles: edition.articles, keyFigures, toll },
    ...{ positions: strike.positions, options, otherIncidents, unknowns, withdrawnSince },
  };
}
