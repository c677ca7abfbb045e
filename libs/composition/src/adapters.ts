import { join } from 'node:path';

import { type EnginePorts, NoDeadLetters } from '@wirebrief/application';
import { InMemoryBlobStore } from '@wirebrief/blob-store';
import { InMemoryEventStore, InMemoryProjectionStore } from '@wirebrief/event-store';
import { HttpWebhookSender, KeySecretVault } from '@wirebrief/outbound';
import { optionTaxonomy, RuleExtractor } from '@wirebrief/extraction';
import { type Config, systemClock } from '@wirebrief/platform';
import { RenderThread } from '@wirebrief/rendering';

import { openFolder } from './folder-stores';
import { type JetStreamStores, type ServersConfig } from './jetstream-stores';
import { programName } from './project';
import { type Settings } from './settings';
import { type Stores } from './stores';

/**
 * Opens the log, its snapshots and the files where the configuration says: in the data folder, for this process alone,
 * or on the NATS servers, next to any other process.
 */
export async function openStores(
  config: ServersConfig & Pick<Config, 'store' | 'dataDir'>,
): Promise<Stores> {
  return config.store === 'folder' ? openFolder(config.dataDir) : openJetStream(config);
}

/** As `openStores`, on the servers. Loaded when asked for: the client of NATS takes a tenth of a second. */
export async function openJetStream(
  config: ServersConfig & Pick<Config, 'dataDir'>,
  name?: string,
): Promise<JetStreamStores> {
  const stores = await import('./jetstream-stores.js');
  return stores.openJetStream(config, name);
}

/** For one run of a command: nothing is kept. */
export function memoryStores(): Stores {
  const store = new InMemoryEventStore({ clock: () => new Date() });
  const projections = new InMemoryProjectionStore();
  const close = () => store.close();
  const [blobs, deadLetters] = [new InMemoryBlobStore(), new NoDeadLetters()];
  return { store, projections, blobs, deadLetters, close };
}

export function enginePorts(
  { store, projections, blobs }: Stores,
  { config, project }: Settings,
): EnginePorts {
  const { dataDir, templatesDir, webhookTargets, publicUrl, secret } = config;
  const program = programName(project);
  return {
    ...{ store, projections, blobs },
    sender: new HttpWebhookSender({ targets: webhookTargets, program }),
    vault:
      secret === undefined
        ? KeySecretVault.fromFile(join(dataDir, 'secret.key'))
        : KeySecretVault.fromText(secret.reveal()),
    publicUrl,
    extractor: new RuleExtractor(),
    renderer: rendererOf(templatesDir),
    clock: systemClock,
    taxonomy: optionTaxonomy,
    program,
  };
}

const renderers = new Map<string, RenderThread>();

/** One thread for a folder of templates, however many engines run in this process. */
function rendererOf(templatesDir: string): RenderThread {
  const known = renderers.get(templatesDir) ?? new RenderThread(templatesDir);
  renderers.set(templatesDir, known);
  return known;
}
