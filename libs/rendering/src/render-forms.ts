import { type RenderedEdition } from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';

import { renderEditionHtml } from './html/render-html';
import { type Templates } from './html/templates';
import { type Deflate } from './pdf/deflate';
import { type PdfMeta, renderPdf } from './pdf/render-pdf';

/** All forms of an edition, in this thread, but for compressing when `deflate` does it elsewhere. */
export async function renderForms(
  briefing: Briefing,
  templates: Templates,
  deflate?: Deflate,
): Promise<RenderedEdition> {
  const encoder = new TextEncoder();
  const html = renderEditionHtml(briefing, templates);
  const json = encoder.encode(`${JSON.stringify(briefing, null, 2)}\n`);
  const pdf = await renderPdf(html, {
    theme: templates.theme,
    meta: metaOf(briefing),
    attachment: {
      name: 'edition.json',
      bytes: json,
      mediaType: 'application/json',
      description: 'The briefing as data',
      modifiedAt: briefing.edition.issuedAt,
    },
    ...(deflate && { deflate }),
  });
  return { html: encoder.encode(html), pdf, json, templates: templates.hash };
}

function metaOf({ story, edition, language, statement }: Briefing): PdfMeta {
  const name = edition.number === 0 ? 'Briefing' : `Edition ${edition.number}`;
  return {
    title: `${story.title}: ${name}`,
    language,
    author: 'Wirebrief',
    subject: statement,
    createdAt: edition.issuedAt,
  };
}
