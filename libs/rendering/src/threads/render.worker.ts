import { parentPort, workerData } from 'node:worker_threads';

import { type Briefing } from '@wirebrief/briefing';

import { DocumentRenderer } from '../document-renderer';
import { loadTemplates } from '../html/templates';
import { releaseMemorySoon } from './release-memory';
import { type RenderedForms, type RenderThreadData } from './render-thread';
import { answerCalls, Thread } from './thread';

if (parentPort) {
  const { templatesDir } = workerData as RenderThreadData;
  const deflating = new Thread<Uint8Array, Uint8Array>('deflate');
  let renderer: DocumentRenderer | undefined;
  answerCalls(parentPort, async (briefing) => {
    renderer ??= new DocumentRenderer(loadTemplates(templatesDir), (bytes) =>
      deflating.call(bytes),
    );
    const { html, pdf, json } = await renderer.render(briefing as Briefing);
    releaseMemorySoon();
    const result: RenderedForms = { html: own(html), pdf: own(pdf), json: own(json) };
    return { result, transfer: [result.html.buffer, result.pdf.buffer, result.json.buffer] };
  });
}

/** Bytes that have a buffer to themselves, which can be given away. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
    ? new Uint8Array(buffer)
    : Uint8Array.from(bytes);
}
