import { createEngine, type Engine, startEngine, stopEngine } from '@wirebrief/application';

import { closeStores, enginePorts, openStores, type Stores } from './adapters';
import { type Settings } from './settings';

export interface Session {
  readonly engine: Engine;
  readonly stores: Stores;
}

/** Runs the use cases over the data folder for as long as the body takes; nobody else can write meanwhile. */
export async function withEngine<Result>(
  { config, project }: Settings,
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  const stores = await openStores(config.dataDir);
  const engine = createEngine(enginePorts(stores, project, config.templatesDir));
  try {
    await startEngine(engine);
    return await body({ engine, stores });
  } finally {
    await stopEngine(engine);
    await closeStores(stores);
  }
}
