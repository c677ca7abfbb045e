import { createEngine, type Engine, startEngine, stopEngine } from '@wirebrief/application';
import { isWirebriefError, WirebriefError } from '@wirebrief/kernel';

import { enginePorts, openStores, type Settings, type Stores } from '@wirebrief/composition';

export interface Session {
  readonly engine: Engine;
  readonly stores: Stores;
}

/**
 * Runs the use cases over the data folder for as long as the body takes; nobody else can write meanwhile. For commands
 * that can go to a running server instead: the error for a folder in use says so.
 */
export async function withEngine<Result>(
  settings: Settings,
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  const stores = await openStores(settings.config).catch(throwWithUrlRemedy);
  const engine = createEngine(enginePorts(stores, settings));
  try {
    await startEngine(engine);
    return await body({ engine, stores });
  } finally {
    await stopEngine(engine);
    await stores.close();
  }
}

function throwWithUrlRemedy(error: unknown): never {
  if (!isWirebriefError(error) || error.code !== 'WB_DATA_IN_USE') throw error;
  throw new WirebriefError(
    error.code,
    error.category,
    error.message,
    'If that is a server, go through it: --url http://127.0.0.1:3000. Otherwise stop that process.',
    { cause: error },
  );
}
