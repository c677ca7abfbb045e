import { join } from 'node:path';

import {
  type BlobStore,
  type EnginePorts,
  type EventStore,
  type ProjectionStore,
} from '@wirebrief/application';
import { FolderBlobStore, InMemoryBlobStore } from '@wirebrief/blob-store';
import {
  InMemoryEventStore,
  InMemoryProjectionStore,
  SqliteEventStore,
  SqliteProjectionStore,
} from '@wirebrief/event-store';
import { optionTaxonomy, RuleExtractor } from '@wirebrief/extraction';
import { HttpWebhookSender, KeySecretVault } from '@wirebrief/outbound';
import { systemClock } from '@wirebrief/platform';
import { RenderThread } from '@wirebrief/rendering';

import { programName } from './project';
import { type Settings } from './settings';

export interface Stores {
  readonly store: EventStore;
  readonly projections: ProjectionStore;
  readonly blobs: BlobStore;
}

/** Opens the data folder for this process alone. Throws when another process has it, or when it cannot be written. */
export async function openStores(folder: string): Promise<Stores> {
  const store = await SqliteEventStore.open({ folder, clock: () => new Date() });
  try {
    const projections = SqliteProjectionStore.open({ folder });
    return { store, projections, blobs: await FolderBlobStore.open(join(folder, 'blobs')) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** For one run of a command: nothing is kept. */
export function memoryStores(): Stores {
  return {
    store: new InMemoryEventStore({ clock: () => new Date() }),
    projections: new InMemoryProjectionStore(),
    blobs: new InMemoryBlobStore(),
  };
}

/** The log first: nothing may be acknowledged that a later snapshot or file would need. */
export async function closeStores({ store, projections }: Stores): Promise<void> {
  await store.close();
  await projections.close();
}

export function enginePorts(stores: Stores, { config, project }: Settings): EnginePorts {
  const { dataDir, templatesDir, webhookTargets, publicUrl, secret } = config;
  const program = programName(project);
  return {
    ...stores,
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
