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

/** In bytes. Collecting a larger heap, at 4 ms for each MiB, would hold requests up for longer than it is worth. */
const LARGEST_COLLECTED = 100 * 1024 ** 2;

/**
 * Renders in a thread of its own, so that requests are answered meanwhile, and compresses in another one. Throws what
 * the rendering throws: WB_TEMPLATE_… for a folder of templates that is wrong.
 */
export class RenderThread extends EditionRenderer {
  private readonly thread: Thread<string, RenderedForms>;

  constructor(templatesDir: string) {
    super();
    const workerData: RenderThreadData = { templatesDir };
    this.thread = new Thread('render', { workerData, resourceLimits: RENDER_LIMITS });
  }

  async render(briefing: Briefing): Promise<RenderedEdition> {
    return this.call(briefing, { holdsProcess: true });
  }

  override async warmUp(briefing: Briefing): Promise<void> {
    await this.call(briefing, { holdsProcess: false });
  }

  private async call(briefing: Briefing, options: CallOptions): Promise<RenderedForms> {
    try {
      // As text, which crosses between threads in a third of the time.
      return await this.thread.call(JSON.stringify(briefing), options);
    } finally {
      // What led to the document has left as much behind in this thread.
      if (getHeapStatistics().used_heap_size < LARGEST_COLLECTED) releaseMemorySoon();
    }
  }
}
