import { EditionRenderer, type RenderedEdition } from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';

import { renderEditionHtml } from './html/render-html';
import { type Templates } from './html/templates';
import { type Deflate } from './pdf/deflate';
import { renderPdf } from './pdf/render-pdf';

/** All forms of an edition, from one set of templates. */
export class DocumentRenderer extends EditionRenderer {
  constructor(
    private readonly templates: Templates,
    private readonly deflate?: Deflate,
  ) {
    super();
  }

  async render(briefing: Briefing): Promise<RenderedEdition> {
    const encoder = new TextEncoder();
    const html = renderEditionHtml(briefing, this.templates);
    const json = encoder.encode(`${JSON.stringify(briefing, null, 2)}\n`);
    return { html: encoder.encode(html), pdf: await this.pdf(briefing, html, json), json };
  }

  private pdf(briefing: Briefing, html: string, json: Uint8Array): Promise<Uint8Array> {
    const { story, edition, language } = briefing;
    const name = edition.number === 0 ? 'Briefing' : `Edition ${edition.number}`;
    return renderPdf(html, {
      theme: this.templates.theme,
      ...(this.deflate && { deflate: this.deflate }),
      meta: {
        title: `${story.title}: ${name}`,
        language,
        author: 'Wirebrief',
        subject: briefing.statement,
        createdAt: edition.issuedAt,
      },
      attachment: {
        name: 'edition.json',
        bytes: json,
        mediaType: 'application/json',
        description: 'The briefing as data',
        modifiedAt: edition.issuedAt,
      },
    });
  }
}
