import {
  createEngine,
  EditionRenderer,
  type RenderedEdition,
  startEngine,
  stopEngine,
} from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';
import { enginePorts, memoryStores, sampleFolder, type Settings } from '@wirebrief/composition';

import { openSampleStory } from '../server/sample-story';

/** The briefings of the sample story's editions, oldest first, composed now and set by nobody. */
export async function sampleBriefings(settings: Settings): Promise<readonly Briefing[]> {
  const stores = memoryStores();
  const kept = new KeptBriefings();
  const engine = createEngine({ ...enginePorts(stores, settings), renderer: kept });
  await startEngine(engine);
  try {
    await openSampleStory(sampleFolder(settings.project), engine, {
      signal: new AbortController().signal,
      onSample: () => undefined,
    });
  } finally {
    await stopEngine(engine);
    await stores.close();
  }
  return kept.briefings;
}

export const asFlash = (briefing: Briefing): Briefing => ({ ...briefing, kind: 'flash' });

const NOTHING = new Uint8Array();

/** Keeps what is to be set instead of setting it. */
class KeptBriefings extends EditionRenderer {
  readonly briefings: Briefing[] = [];

  render(briefing: Briefing): Promise<RenderedEdition> {
    this.briefings.push(briefing);
    return Promise.resolve({ html: NOTHING, pdf: NOTHING, json: NOTHING, templates: '' });
  }
}
