import { parentPort, workerData } from 'node:worker_threads';

import { type Briefing } from '@wirebrief/briefing';

import { forgetLongDocuments } from '../blocks/parse-html';
import { loadTemplates, type Templates } from '../html/templates';
import { loadForPdf } from '../pdf/render-pdf';
import { renderForms } from '../render-forms';
import { collectYoung } from './release-memory';
import { NO_BRIEFING, type RenderedForms, type RenderThreadData } from './render-thread';
import { type Answered, answerCalls } from './thread';

if (parentPort) {
  const { templatesDir } = workerData as RenderThreadData;
  let templates: Templates | undefined;
  const answer = async (text: unknown): Promise<Answered> => {
    templates ??= loadTemplates(templatesDir);
    if (text === NO_BRIEFING) {
      await loadForPdf(templates.theme);
      return { result: undefined };
    }
    const briefing = JSON.parse(text as string) as Briefing;
    const { html, pdf, json, templates: hash } = await renderForms(briefing, templates);
    const result: RenderedForms = {
      html: own(html),
      pdf: own(pdf),
      json: own(json),
      templates: hash,
    };
    // Once the answer is on its way.
    setImmediate(collectYoung);
    return { result, transfer: [result.html.buffer, result.pdf.buffer, result.json.buffer] };
  };
  answerCalls(parentPort, answer, forgetLongDocuments);
}

/** Bytes that have a buffer to themselves, which can be given away. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
    ? new Uint8Array(buffer)
    : Uint8Array.from(bytes);
}
