import { type Capabilities } from '@wirebrief/application';

interface MonitorAnswer {
  readonly jetstream?: { readonly config?: { readonly sync_always?: boolean } };
}

const MONITOR_MILLISECONDS = 2000;

/**
 * What an acknowledgement of the servers means, as far as they tell: only the monitoring port of a server says whether
 * it syncs before it acknowledges. `monitors` are the addresses of those ports, `http://host:8222`, of every server.
 */
export async function durabilityOf(
  replicas: 1 | 3,
  monitors: readonly string[],
): Promise<Capabilities['durability']> {
  const answers = await Promise.all(monitors.map(syncsAlways));
  const isProven = answers.length >= replicas && answers.every((syncs) => syncs);
  if (replicas === 1) return isProven ? 'fsync' : 'unproven';
  return isProven ? 'replicated+fsync' : 'replicated';
}

async function syncsAlways(monitor: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(MONITOR_MILLISECONDS);
    const answer = await fetch(new URL('/varz', monitor), { signal });
    const { jetstream } = (await answer.json()) as MonitorAnswer;
    return jetstream?.config?.sync_always === true;
  } catch {
    return false;
  }
}
