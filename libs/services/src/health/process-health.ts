import { type EventStore, type FollowerStatus, type QueueStatus } from '@wirebrief/application';

import { type ScheduleReport } from './schedule-report';
import { type TriggerReport } from './trigger-report';

/** What is at work in a process. */
export interface Parts {
  /** What follows the log, how far each has come, and what stopped it. */
  readonly followers: () => readonly FollowerStatus[];
  /** Work that is kept until it is done. */
  readonly queues?: () => readonly QueueStatus[];
  /** Where due times are known. */
  readonly schedules?: () => ScheduleReport;
  /** Where triggers are followed. */
  readonly triggers?: () => TriggerReport;
  /** To the servers, where the log is kept on some. */
  readonly connection?: { readonly isStanding: boolean };
}

/** What a process says of itself: `ready` to a load balancer, the rest to a person. */
export interface Health {
  /**
   * `ok`; `degraded`: it does its work, and someone has to look at its schedules or triggers; `waiting`: for the log,
   * which it will go on with by itself; `failing`: someone has to look.
   */
  readonly status: 'ok' | 'degraded' | 'waiting' | 'failing';
  /** Whether it does its work now. */
  readonly ready: boolean;
  /** Why it does not, or null. */
  readonly reason: string | null;
  readonly program: string;
  readonly nats?: 'connected' | 'disconnected';
  /** `position` is null while the log does not answer. */
  readonly log: { readonly position: number | null; readonly durability: string };
  readonly followers: readonly FollowerStatus[];
  readonly queues?: readonly QueueStatus[];
  readonly schedules?: ScheduleReport;
  readonly triggers?: TriggerReport;
}

interface HealthPorts {
  readonly store: EventStore;
  readonly program: string;
  readonly parts: Parts;
}

/** Whoever asks for the health of a process must not have to wait for the log as a request does. */
const LOG_MILLISECONDS = 2000;

export class ProcessHealth {
  constructor(private readonly ports: HealthPorts) {}

  async tell(): Promise<Health> {
    const { store, program, parts } = this.ports;
    const position = await this.position();
    const reports = reportsOf(parts);
    const { followers, queues = [] } = reports;
    const failed = [...followers, ...queues].find(({ failure }) => failure !== null);
    const isConnected = parts.connection?.isStanding;
    return {
      ...standingOf(position, failed, reports),
      program,
      ...(isConnected !== undefined && { nats: isConnected ? 'connected' : 'disconnected' }),
      log: { position, durability: store.capabilities.durability },
      ...reports,
    };
  }

  private async position(): Promise<number | null> {
    const { store, parts } = this.ports;
    if (parts.connection?.isStanding === false) return null;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<null>((resolve) => {
      timer = setTimeout(() => {
        resolve(null);
      }, LOG_MILLISECONDS);
    });
    const answered = store.head().catch(() => null);
    return Promise.race([answered, tooLate]).finally(() => {
      clearTimeout(timer);
    });
  }
}

type Reports = Pick<Health, 'followers' | 'queues' | 'schedules' | 'triggers'>;

const reportsOf = ({ followers, queues, schedules, triggers }: Parts): Reports => ({
  followers: followers(),
  ...(queues && { queues: queues() }),
  ...(schedules && { schedules: schedules() }),
  ...(triggers && { triggers: triggers() }),
});

function standingOf(
  position: number | null,
  failed: { readonly name: string; readonly failure: string | null } | undefined,
  reports: Reports,
): Pick<Health, 'status' | 'ready' | 'reason'> {
  // Parts may have failed because of it.
  if (position === null) {
    const reason = 'The log does not answer. It is asked again without end.';
    return { status: 'waiting', ready: false, reason };
  }
  if (failed !== undefined)
    return { status: 'failing', ready: false, reason: `${failed.name}: ${failed.failure ?? ''}` };
  // An edition that was given up is no reason to take the server away from its readers.
  return { status: isWell(reports) ? 'ok' : 'degraded', ready: true, reason: null };
}

function isWell({ schedules, triggers }: Reports): boolean {
  const problem = schedules?.failure ?? schedules?.failed[0] ?? triggers?.failed[0];
  return problem === undefined;
}
