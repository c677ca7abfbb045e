import { EditionRenderer } from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';
import { loadTemplates, renderEditionHtml, renderPdf, type Templates } from '@wirebrief/rendering';

/** Both media from one folder of templates, which is read at the first document. */
export class DocumentRenderer extends EditionRenderer {
  private loaded: Templates | undefined;

  constructor(private readonly templatesDir: string) {
    super();
  }

  html(briefing: Briefing): string {
    return renderEditionHtml(briefing, this.templates());
  }

  pdf(briefing: Briefing, html: string): Promise<Uint8Array> {
    const { story, edition, language } = briefing;
    const name = edition.number === 0 ? 'Briefing' : `Edition ${edition.number}`;
    return renderPdf(html, {
      theme: this.templates().theme,
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

  private templates(): Templates {
    this.loaded ??= loadTemplates(this.templatesDir);
    return this.loaded;
  }
}
