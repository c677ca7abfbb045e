import { type Type } from '@nestjs/common';
import {
  type Elsewhere,
  type Engine,
  type FollowerStatus,
  type Requests,
  type WorkQueue,
} from '@wirebrief/application';
import { type ServicePorts } from '@wirebrief/services';

import { type WorkSources } from './work-sources';

/** One service of the distributed mode: what it does itself, and what it leaves to the others. */
export interface Service {
  readonly name: string;
  /** Nest modules whose handlers answer here. */
  readonly modules: readonly Type[];
  readonly elsewhere?: (requests: Requests) => Elsewhere;
  readonly remote?: (requests: Requests, engine: Engine) => NonNullable<ServicePorts['remote']>;
  /** Starts the parts of the engine that are at work here; resolves when they are as new as the log. */
  readonly start: (engine: Engine) => Promise<void>;
  readonly followers: (engine: Engine) => readonly FollowerStatus[];
  /** Whether its health tells how editions fare that are due: where schedules and triggers are followed. */
  readonly tellsOfDueEditions?: boolean;
  /** Work that is kept until it is done, by the pattern of its handler. */
  readonly queues?: (sources: WorkSources) => Readonly<Record<string, WorkQueue>>;
  /** Whether it answers requests over NATS. */
  readonly answersRequests?: boolean;
  /** Whether it serves HTTP on PORT. */
  readonly servesHttp?: boolean;
}
