import { type ArticleIntake } from './article-intake';
import { type EmbargoProjection } from './embargo-projection';
import { type FollowerStatus } from './follower';
import { WakingLoop } from './waking-loop';

export interface EmbargoTimerPorts {
  readonly embargoes: EmbargoProjection;
  readonly intake: Pick<ArticleIntake, 'endEmbargoes'>;
  /** Instant of now, RFC 3339 in UTC. */
  readonly clock: () => string;
}

/** Lets versions arrive when their embargoes end. Any number of processes may do it at once: each arrives once. */
export class EmbargoTimer {
  private readonly loop: WakingLoop;

  constructor(private readonly ports: EmbargoTimerPorts) {
    const { clock, embargoes } = ports;
    this.loop = new WakingLoop({ work: () => this.endDue(), clock, changes: embargoes });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  status(): FollowerStatus {
    const status = this.ports.embargoes.status();
    return { ...status, failure: status.failure ?? this.loop.failure() };
  }

  /** Ends what is due now; tells when more will be, or null. */
  async endDue(): Promise<string | null> {
    const { embargoes, intake } = this.ports;
    await intake.endEmbargoes();
    await embargoes.catchUp();
    return embargoes.next();
  }
}
