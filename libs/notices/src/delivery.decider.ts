import { type Decider } from '@wirebrief/kernel';

import { type DeliveryAttempted, type DeliveryEvent, type DeliveryKey } from './webhook.events';

export interface RecordAttempt {
  readonly type: 'RecordAttempt';
  readonly delivery: DeliveryKey;
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly status: number | null;
  readonly failure: string | null;
  /** Seconds that the receiver asked to be left alone for. */
  readonly retryAfter: number | null;
  /** At random from 0 to 1, so that receivers are not all tried again at once. */
  readonly jitter: number;
}

export type DeliveryCommand =
  RecordAttempt | { readonly type: 'Redeliver'; readonly delivery: DeliveryKey };

export interface DeliveryHead {
  readonly status: 'pending' | 'delivered' | 'abandoned';
  /** All attempts, and those since the edition or since somebody asked for another delivery. */
  readonly attempts: number;
  readonly inRow: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds between attempts: about a day in all. After the last one the delivery is abandoned. */
export const RETRY_SECONDS = [
  5,
  30,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
] as const;

const LONGEST_SECONDS = 24 * HOUR;

/** One edition for one webhook: attempts until it is delivered or abandoned. */
export const deliveryDecider: Decider<DeliveryCommand, DeliveryHead, DeliveryEvent> = {
  initialState: { status: 'pending', attempts: 0, inRow: 0 },
  decide: (command, head) => {
    if (command.type === 'Redeliver')
      return head.status === 'pending'
        ? []
        : [{ type: 'RedeliveryRequested', data: command.delivery }];
    // Another process was first; what it has settled stays so.
    return head.status === 'pending' ? [attempted(command, head)] : [];
  },
  evolve: (head, event) => {
    if (event.type === 'RedeliveryRequested') return { ...head, status: 'pending', inRow: 0 };
    const { outcome, attempt } = event.data;
    const status = outcome === 'failed' ? 'pending' : outcome;
    return { status, attempts: attempt, inRow: head.inRow + 1 };
  },
};

function attempted(command: RecordAttempt, { attempts, inRow }: DeliveryHead): DeliveryAttempted {
  const { delivery, startedAt, milliseconds, status, failure } = command;
  const isDelivered = status !== null && status >= 200 && status < 300;
  const pause = RETRY_SECONDS[inRow];
  // 410 says that nothing is wanted there any more.
  const isOver = pause === undefined || status === 410;
  const outcome = isDelivered ? 'delivered' : isOver ? 'abandoned' : 'failed';
  const nextTryAt =
    outcome === 'failed' && pause !== undefined
      ? new Date(Date.parse(startedAt) + milliseconds + pauseOf(command, pause)).toISOString()
      : null;
  return {
    type: 'DeliveryAttempted',
    data: {
      ...delivery,
      ...{ attempt: attempts + 1, startedAt, milliseconds, status, failure, outcome, nextTryAt },
    },
  };
}

/** In milliseconds; a fifth more or less by chance, and never less than the receiver asked for. */
function pauseOf({ jitter, retryAfter }: RecordAttempt, seconds: number): number {
  const chosen = seconds * (0.8 + 0.4 * jitter);
  return Math.round(Math.min(Math.max(chosen, retryAfter ?? 0), LONGEST_SECONDS) * 1000);
}
