import {
  createEngine,
  EditionRenderer,
  type RenderedEdition,
  type Engine,
  type EventStore,
  type ProjectionStore,
  startEngine,
  stopEngine,
  type WebhookSender,
} from '@wirebrief/application';
import { InMemoryBlobStore } from '@wirebrief/blob-store';
import { type Briefing, storyInputSchema } from '@wirebrief/briefing';
import { type Extraction, type ExtractionInput, Extractor, MAIN_INCIDENT } from '@wirebrief/claims';
import { InMemoryEventStore, InMemoryProjectionStore } from '@wirebrief/event-store';
import { type Commit, type CommitMeta, sha256 } from '@wirebrief/kernel';
import { HttpWebhookSender, KeySecretVault } from '@wirebrief/outbound';

import { articleUpdate } from './story-builder';

const TEST_VAULT = KeySecretVault.fromText('a key for tests and for nothing else');

export const TEST_META: CommitMeta = { correlationId: 'request-1', actor: 'test' };

/** Finds each `12 civilians killed` in the outlet's own voice, and remembers what it was given to read. */
export class CountingExtractor extends Extractor {
  readonly name = 'counting';
  readonly read: ExtractionInput[] = [];

  constructor(readonly version = '1') {
    super();
  }

  extract(input: ExtractionInput): Extraction {
    this.read.push(input);
    const found = [...input.text.matchAll(/(\d+) civilians killed/g)];
    const claims = found.map((match) => {
      const n = Number(match[1]);
      const quote = { start: match.index, end: match.index + match[0].length, text: match[0] };
      return {
        ...({ kind: 'figure', quote, claimant: null, incident: MAIN_INCIDENT } as const),
        ...({ effect: 'killed', group: 'civilians', min: n, max: n, qualifier: 'exact' } as const),
        ...({ wording: String(n), status: 'asserted', increment: false } as const),
      };
    });
    return { claims, language: 'en', skipped: null };
  }
}

/** Every form is the briefing as JSON: what is under test is what calls the port. */
export class JsonRenderer extends EditionRenderer {
  async render(briefing: Briefing): Promise<RenderedEdition> {
    const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
    const json = JSON.stringify(briefing);
    return {
      html: encode(`html of ${json}`),
      pdf: encode(`pdf of ${json}`),
      json: encode(json),
      templates: sha256('none'),
    };
  }
}

export interface EngineUnderTest extends Engine {
  readonly store: EventStore;
  readonly projections: ProjectionStore;
  readonly blobs: InMemoryBlobStore;
  readonly extractor: CountingExtractor;
  readonly stop: () => Promise<void>;
}

interface EngineParts {
  readonly store?: EventStore;
  readonly projections?: ProjectionStore;
  readonly blobs?: InMemoryBlobStore;
  readonly extractor?: CountingExtractor;
  readonly renderer?: EditionRenderer;
  readonly clock?: () => string;
  readonly sender?: WebhookSender;
}

/** All use cases over adapters in memory, running, with the stories of these ids open. */
export async function openEngine(
  parts: EngineParts = {},
  storyIds: readonly string[] = ['bridge'],
): Promise<EngineUnderTest> {
  const {
    store = testEventStore(),
    projections = new InMemoryProjectionStore(),
    blobs = new InMemoryBlobStore(),
    extractor = new CountingExtractor(),
    renderer = new JsonRenderer(),
    clock = (): string => '2024-03-01T12:00:00.000Z',
    sender = new HttpWebhookSender({ targets: 'any', program: 'wirebrief test' }),
  } = parts;
  const ports = { store, projections, blobs, extractor, renderer, clock };
  const engine = createEngine({
    ...ports,
    taxonomy: [],
    program: 'wirebrief test',
    sender,
    vault: TEST_VAULT,
    publicUrl: '',
  });
  await startEngine(engine);
  for (const id of storyIds) {
    const story = storyInputSchema.parse({ id, title: id, terms: [`the ${id}`] });
    await engine.desk.open(story, TEST_META);
  }
  return { ...engine, store, projections, blobs, extractor, stop: () => stopEngine(engine) };
}

/** Its clock goes on by a second with each commit. */
export function testEventStore(): InMemoryEventStore {
  let seconds = 0;
  return new InMemoryEventStore({ clock: () => new Date(Date.UTC(2024, 2, 1, 0, 0, seconds++)) });
}

/** `12 civilians killed` at the bridge, by an outlet of its own unless told otherwise. */
export function tollUpdate(
  killed: number,
  overrides: Partial<Parameters<typeof articleUpdate>[0]> = {},
): ReturnType<typeof articleUpdate> {
  const itemId = `item-${killed}`;
  const text = `${killed} civilians killed at the bridge.`;
  return articleUpdate({ source: 'test', itemId, outlet: `Outlet ${killed}`, text, ...overrides });
}

export async function commitsOf(store: EventStore): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for await (const batch of store.readAll({ after: 0 })) commits.push(...batch.commits);
  return commits;
}
