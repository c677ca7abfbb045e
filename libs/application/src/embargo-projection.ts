import { recordedEvents } from '@wirebrief/kernel';

import { fromRecorded } from './event-codec';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';
import { type LogFold, Projection } from './projection';

/** When embargoes on versions of one article end, by the hash of their content; null where nobody knows. */
export type Embargoes = Readonly<Record<string, string | null>>;

export const EMBARGO_FOLD: LogFold<Embargoes> = {
  name: 'embargoes',
  foldVersion: 1,
  filter: { category: 'article', types: ['ArticleEmbargoed', 'EmbargoEnded'] },
  fold: (states, commit) => {
    const touched = new Set<string>();
    for (const fact of recordedEvents(commit).map(fromRecorded)) {
      if (fact.type !== 'ArticleEmbargoed' && fact.type !== 'EmbargoEnded') continue;
      const { articleId, contentHash } = fact.data;
      const { [contentHash]: ended, ...others } = states.get(articleId) ?? {};
      const held = fact.type === 'ArticleEmbargoed' ? { [contentHash]: fact.data.until } : {};
      const embargoes = { ...others, ...held };
      if (Object.keys(embargoes).length === 0) states.delete(articleId);
      else states.set(articleId, embargoes);
      touched.add(articleId);
    }
    return touched;
  },
};

/** Which articles have versions under embargo, and until when. It holds no word of them. */
export class EmbargoProjection extends Projection<Embargoes> {
  constructor(store: EventStore, snapshots: ProjectionStore) {
    super({ ...EMBARGO_FOLD, store, snapshots });
  }

  /** Articles with an embargo that has ended at an instant (RFC 3339). */
  due(now: string): readonly string[] {
    const isOver = (until: string | null): boolean =>
      until !== null && Date.parse(until) <= Date.parse(now);
    return [...this.all()]
      .filter(([, embargoes]) => Object.values(embargoes).some(isOver))
      .map(([articleId]) => articleId);
  }

  /** The instant at which the next embargo ends, or null. */
  next(): string | null {
    const instants = [...this.all().values()].flatMap((embargoes) =>
      Object.values(embargoes).filter((until) => until !== null),
    );
    return instants.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
  }
}
