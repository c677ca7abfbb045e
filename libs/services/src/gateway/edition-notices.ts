import { Inject, Injectable } from '@nestjs/common';
import {
  type Edition,
  EditionArchive,
  type EditionFile,
  type EditionReference,
  type NoticeModel,
  SitePages,
  StoryProjection,
} from '@wirebrief/application';
import { type EditionStanding, type Recall } from '@wirebrief/briefing';
import { sha256 } from '@wirebrief/kernel';

import { contentPath, editionPath, editionReference, storyPath } from './views';

/** What readers of an edition are told where it does not stand as it was issued. */
@Injectable()
export class EditionNotices {
  constructor(
    @Inject(StoryProjection) private readonly stories: StoryProjection,
    @Inject(EditionArchive) private readonly archive: EditionArchive,
    @Inject(SitePages) private readonly pages: SitePages,
  ) {}

  /** Null where nothing is to be told: the edition is the newest one, and nobody has corrected it. */
  async noticeOf(
    edition: Edition,
    { supersededBy, correction }: EditionStanding,
  ): Promise<NoticeModel | null> {
    if (supersededBy === null && correction === null) return null;
    const { number, storyId, files } = edition;
    const { story, editions } = await this.stories.find(storyId);
    const next = supersededBy === null ? undefined : editions[supersededBy - 1];
    const newest = this.newest(editions);
    return {
      language: story.language,
      timeZone: story.timeZone,
      number,
      supersededBy: next === undefined ? null : this.reference(next),
      correction,
      newest: newest !== null && newest.number > number ? newest : null,
      issuedPath: contentPath(files.html.hash, 'html'),
    };
  }

  /** The page with the notice on it: another content than was issued, with a hash of its own. */
  noticed(page: EditionFile, notice: NoticeModel): EditionFile {
    const html = this.pages.noticed(new TextDecoder().decode(page.bytes), notice);
    const bytes = new TextEncoder().encode(html);
    return { ...page, bytes, hash: sha256(bytes) };
  }

  /** The page before the PDF, which stays as it was issued. */
  async choicePage(edition: Edition, notice: NoticeModel): Promise<string> {
    const { storyId, files } = edition;
    const { story } = await this.stories.find(storyId);
    const { newest } = notice;
    return this.pages.choice({
      ...notice,
      story: { title: story.title, path: storyPath(storyId) },
      newestPdf: newest === null ? null : `${editionPath(edition, newest.number)}.pdf`,
      issuedPath: contentPath(files.pdf.hash, 'pdf'),
    });
  }

  /** The page in place of a recalled edition. Nothing of what it said stands there. */
  async recalledPage({ storyId, number }: Edition, recall: Recall): Promise<string> {
    const { story, editions } = await this.stories.find(storyId);
    return this.pages.recalled({
      language: story.language,
      timeZone: story.timeZone,
      number,
      story: { title: story.title, path: storyPath(storyId) },
      recall,
      newest: this.newest(editions),
    });
  }

  private newest(editions: readonly Edition[]): EditionReference | null {
    const edition = editions.findLast((one) => this.archive.standing(one).recall === null);
    return edition === undefined ? null : this.reference(edition);
  }

  private reference(edition: Edition): EditionReference {
    return editionReference(edition, this.archive.standing(edition));
  }
}
