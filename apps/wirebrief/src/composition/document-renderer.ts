import { EditionRenderer } from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';
import { renderEditionHtml, renderPdf } from '@wirebrief/rendering';

import { templatesIn } from './templates';

/** Both media from one folder of templates, which is read at the first document. */
export class DocumentRenderer extends EditionRenderer {
  constructor(private readonly templatesDir: string) {
    super();
  }

  html(briefing: Briefing): string {
    return renderEditionHtml(briefing, templatesIn(this.templatesDir));
  }

  pdf(briefing: Briefing, html: string): Promise<Uint8Array> {
    const { story, edition, language } = briefing;
    const name = edition.number === 0 ? 'Briefing' : `Edition ${edition.number}`;
    return renderPdf(html, {
      theme: templatesIn(this.templatesDir).theme,
      meta: {
        title: `${story.title}: ${name}`,
        language,
        author: 'Wirebrief',
        subject: briefing.statement,
        createdAt: edition.issuedAt,
      },
      attachment: {
        name: 'edition.json',
        bytes: new TextEncoder().encode(`${JSON.stringify(briefing, null, 2)}\n`),
        mediaType: 'application/json',
        description: 'The briefing as data',
        modifiedAt: edition.issuedAt,
      },
    });
  }
}
