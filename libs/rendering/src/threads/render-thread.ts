import { getHeapStatistics } from 'node:v8';

import { type EditionForm, EditionRenderer, type RenderedEdition } from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';

import { releaseMemorySoon } from './release-memory';
import { RENDER_LIMITS } from './render-limits';
import { type CallOptions, Thread } from './thread';

export interface RenderThreadData {
  readonly templatesDir: string;
}

export type RenderedForms = Record<EditionForm, Uint8Array<ArrayBuffer>> &
  Pick<RenderedEdition, 'templates'>;

/** In place of a briefing where what one needs is only to be loaded. */
export const NO_BRIEFING = '';

/** In bytes. Collecting a larger heap, at 4 ms for each MiB, would hold requests up for longer than it is worth. */
const LARGEST_COLLECTED = 100 * 1024 ** 2;

/**
 * Renders in a thread of its own, so that requests are answered meanwhile. Throws what the rendering throws: WB_TEMPLATE_… for a folder of templates that is wrong.
 */
export class RenderThread extends EditionRenderer {
  private readonly thread: Thread<string, RenderedForms | undefined>;

  constructor(templatesDir: string) {
    super();
    const workerData: RenderThreadData = { templatesDir };
    this.thread = new Thread('render', { workerData, resourceLimits: RENDER_LIMITS });
  }

  async render(briefing: Briefing): Promise<RenderedEdition> {
    const forms = await this.call(briefing, { holdsProcess: true });
    if (forms === undefined)
      throw new Error('the render thread has made no document of a briefing');
    return forms;
  }

  override async warmUp(briefing?: Briefing): Promise<void> {
    await this.call(briefing, { holdsProcess: false });
  }

  private async call(
    briefing: Briefing | undefined,
    options: CallOptions,
  ): Promise<RenderedForms | undefined> {
    try {
      // As text, which crosses between threads in a third of the time.
      const text = briefing === undefined ? NO_BRIEFING : JSON.stringify(briefing);
      return await this.thread.call(text, options);
    } finally {
      // What led to the document has left as much behind in this thread.
      if (getHeapStatistics().used_heap_size < LARGEST_COLLECTED) releaseMemorySoon();
    }
  }
}
