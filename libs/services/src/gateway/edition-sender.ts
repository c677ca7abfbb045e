import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import {
  DownloadLog,
  type Edition,
  EditionArchive,
  type EditionFile,
  type EditionForm,
  type NoticeModel,
} from '@wirebrief/application';
import { type EditionStanding, type Recall } from '@wirebrief/briefing';
import { type Request, type Response } from 'express';

import { CLOCK } from '../engine.module';
import { type Delivery, prepareFile } from './download';
import { EditionNotices } from './edition-notices';
import { EditionZip } from './edition-zip';
import { clientOf, wantsPage } from './request-context';
import { editionPath, editionsPath } from './views';

export type DownloadForm = EditionForm | 'zip';

export interface Sending {
  readonly edition: Edition;
  readonly form: DownloadForm;
  /** What the address names. */
  readonly by: 'number' | 'latest' | 'content';
  readonly request: Request;
  readonly response: Response;
}

// A number never means another document, but it can be recalled: caches ask again after a minute.
const CACHING: Readonly<Record<Sending['by'], string>> = {
  number: 'public, max-age=60, must-revalidate',
  latest: 'no-cache',
  content: 'public, max-age=31536000, immutable',
};

/** Gives a file of an edition out, says how the edition stands, and records who has got it. */
@Injectable()
export class EditionSender {
  constructor(
    @Inject(EditionArchive) private readonly archive: EditionArchive,
    @Inject(EditionZip) private readonly zip: EditionZip,
    @Inject(EditionNotices) private readonly notices: EditionNotices,
    @Inject(DownloadLog) private readonly downloads: DownloadLog,
    @Inject(CLOCK) private readonly clock: () => string,
  ) {}

  async send(sending: Sending): Promise<void> {
    const { edition, by, request, response } = sending;
    const client = clientOf(request);
    const standing = this.archive.standing(edition);
    tellStanding(sending, standing);
    if (standing.recall !== null && wantsPage(request)) {
      await this.sendRecalled(sending, standing.recall);
      return;
    }
    // What is kept for ever under its content stays what it is.
    const notice = by === 'content' ? null : await this.notices.noticeOf(edition, standing);
    if (notice !== null && standing.recall === null && isOpenedAsPdf(sending)) {
      await this.sendChoice(sending, notice);
      return;
    }
    const file = await this.file(sending, notice);
    const rule = notice === null ? CACHING[by] : CACHING.latest;
    // What a shared cache gives out, nobody records: it keeps nothing that was given to a named client.
    const caching = client === null ? rule : rule.replace('public', 'private');
    const delivery = prepareFile(file, caching, request, response);
    if (client !== null && delivery.bytes > 0) await this.record(sending, file, delivery, client);
    delivery.send();
  }

  private async file({ edition, form }: Sending, notice: NoticeModel | null): Promise<EditionFile> {
    if (form === 'zip') return named(await this.zip.file(edition, notice), notice);
    const issued = await this.archive.file(edition, form);
    if (notice === null || form !== 'html') return named(issued, notice);
    return named(this.notices.noticed(issued, notice), notice);
  }

  /** RFC 9110, 15.4.1: several representations, each with its own address, and a person who chooses. */
  private async sendChoice({ edition, response }: Sending, notice: NoticeModel): Promise<void> {
    const page = await this.notices.choicePage(edition, notice);
    response.status(300).set('Cache-Control', CACHING.latest).type('html').send(page);
  }

  private async sendRecalled({ edition, response }: Sending, recall: Recall): Promise<void> {
    const page = await this.notices.recalledPage(edition, recall);
    response.status(410).vary('Accept').set('Cache-Control', 'no-store').type('html').send(page);
  }

  private async record(
    { edition, form, response }: Sending,
    file: EditionFile,
    { bytes, range }: Delivery,
    client: string,
  ): Promise<void> {
    const { storyId, number } = edition;
    const { hash } = file;
    const at = this.clock();
    try {
      await this.downloads.record(
        { storyId, number, form, hash, bytes, range, client, at },
        randomUUID(),
      );
    } catch (error) {
      // The answer is an error now, and no part of the file.
      for (const name of ['ETag', 'Content-Disposition', 'Content-Range', 'Accept-Ranges'])
        response.removeHeader(name);
      throw error;
    }
  }
}

function tellStanding(
  { edition, form, by, response }: Sending,
  { status, supersededBy }: EditionStanding,
): void {
  const editions = editionsPath(edition.storyId);
  const links: Record<string, string> = {
    'latest-version': `${editions}/latest.${form}`,
    'version-history': editions,
  };
  if (edition.supersedes !== null)
    links['predecessor-version'] = `${editionPath(edition, edition.supersedes)}.${form}`;
  // What may be kept for a year must not say what may change tomorrow.
  if (by !== 'content') {
    response.set('Wirebrief-Edition-Status', status);
    if (supersededBy !== null)
      links['successor-version'] = `${editionPath(edition, supersededBy)}.${form}`;
  }
  response.links(links);
  response.vary('X-Wirebrief-Client');
}

/** Whether a browser follows a link to the PDF: programs that want the file do not prefer pages to it. */
function isOpenedAsPdf({ form, request, response }: Sending): boolean {
  if (form !== 'pdf') return false;
  response.vary('Accept');
  return request.accepts(['pdf', 'html']) === 'html';
}

/** A file that is kept goes on saying in its name that another edition has taken its place. */
function named(file: EditionFile, notice: NoticeModel | null): EditionFile {
  if (notice === null) return file;
  return { ...file, name: file.name.replace(/(?=\.\w+$)/, '-superseded') };
}
