import {
  type ChoiceModel,
  type ErrorModel,
  type IndexModel,
  type NoticeModel,
  type RecalledModel,
  SitePages,
  type StoryModel,
} from '@wirebrief/application';
import {
  renderChoiceHtml,
  renderErrorHtml,
  renderIndexHtml,
  renderNoticedHtml,
  renderRecalledHtml,
  renderStoryHtml,
  type Templates,
} from '@wirebrief/rendering';

import { templatesIn } from './templates';

/** The pages for people, from the templates folder. Throws at once when a template is wrong. */
export class TemplatePages extends SitePages {
  private readonly templates: Templates;

  constructor(templatesDir: string) {
    super();
    this.templates = templatesIn(templatesDir);
  }

  index(model: IndexModel): string {
    return renderIndexHtml(model, this.templates);
  }

  story(model: StoryModel): string {
    return renderStoryHtml(model, this.templates);
  }

  noticed(edition: string, notice: NoticeModel): string {
    return renderNoticedHtml(edition, notice, this.templates);
  }

  choice(model: ChoiceModel): string {
    return renderChoiceHtml(model, this.templates);
  }

  recalled(model: RecalledModel): string {
    return renderRecalledHtml(model, this.templates);
  }

  error(model: ErrorModel): string {
    return renderErrorHtml(model, this.templates);
  }
}
