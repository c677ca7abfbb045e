import { type EditionNotice, editionNotice } from '@wirebrief/notices';
import { type Commit, recordedEvents } from '@wirebrief/kernel';

import { fromRecorded } from './event-codec';
import { Follower, type FollowerStatus } from './follower';
import { KeptPosition } from './kept-position';
import { type EventStore } from './ports/event-store.port';
import { type ProjectionStore } from './ports/projection-store.port';

const NAME = 'announcer';

export interface AnnouncerPorts {
  readonly store: EventStore;
  readonly projections: ProjectionStore;
  /** As in `editionNotice`. */
  readonly publicUrl: string;
  /** Resolves when it is out of this process's hands. `id` is the same when an edition is announced again. */
  readonly publish: (notice: EditionNotice, id: string) => Promise<void>;
}

/** Announces every edition that is issued from its first start on, in order, at least once. */
export class Announcer {
  private readonly follower: Follower;
  private readonly kept: KeptPosition;

  constructor(private readonly ports: AnnouncerPorts) {
    this.kept = new KeptPosition(ports.projections, NAME);
    this.follower = new Follower({
      name: NAME,
      store: ports.store,
      filter: { category: 'edition', types: ['EditionIssued'] },
      handle: (commit) => this.announce(commit),
      checkpoint: (position) => this.kept.save(position),
    });
  }

  /** Editions from before its first start are nobody's news any more. */
  async start(): Promise<void> {
    const from = (await this.kept.load()) ?? (await this.ports.store.head());
    await this.kept.save(from);
    this.follower.start(from);
  }

  async stop(): Promise<void> {
    await this.follower.stop();
  }

  status(): FollowerStatus {
    return this.follower.status();
  }

  /** At least once, where its caller tries again. */
  async announce(commit: Commit): Promise<void> {
    for (const recorded of recordedEvents(commit)) {
      const fact = fromRecorded(recorded);
      if (fact.type === 'EditionIssued')
        await this.ports.publish(editionNotice(fact.data, this.ports.publicUrl), commit.id);
    }
  }
}
