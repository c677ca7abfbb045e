import { setTimeout as delay } from 'node:timers/promises';

import { json, post } from './http';

const AGAIN_MILLISECONDS = 200;

/** Sends until it is acknowledged, as a sender does that must not lose anything. Gives the answer. */
export async function sendUntilAcknowledged(
  url: string,
  body: unknown,
  milliseconds = 60_000,
): Promise<Record<string, unknown>> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const answer = await post(url, body).catch((error: unknown) => String(error));
    if (typeof answer === 'object' && answer.status >= 200 && answer.status < 300)
      return json(answer) as Record<string, unknown>;
    if (performance.now() > deadline)
      throw new Error(`not acknowledged: ${typeof answer === 'object' ? answer.text : answer}`);
    await delay(AGAIN_MILLISECONDS);
  }
}

/** Looks again and again until there is something. */
export async function eventually<Found>(
  look: () => Promise<Found | undefined>,
  milliseconds = 60_000,
): Promise<Found> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error('it has not come about');
    await delay(AGAIN_MILLISECONDS);
  }
}
