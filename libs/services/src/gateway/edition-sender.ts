import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import {
  DownloadLog,
  type Edition,
  EditionArchive,
  type EditionFile,
  type EditionForm,
} from '@wirebrief/application';
import { type Request, type Response } from 'express';

import { CLOCK } from '../engine.module';
import { type Delivery, prepareFile } from './download';
import { EditionZip } from './edition-zip';
import { clientOf } from './request-context';
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
    @Inject(DownloadLog) private readonly downloads: DownloadLog,
    @Inject(CLOCK) private readonly clock: () => string,
  ) {}

  async send(sending: Sending): Promise<void> {
    const { edition, form, by, request, response } = sending;
    const client = clientOf(request);
    this.tellStanding(sending);
    const file =
      form === 'zip' ? await this.zip.file(edition) : await this.archive.file(edition, form);
    // What a shared cache gives out, nobody records: it keeps nothing that was given to a named client.
    const caching = client === null ? CACHING[by] : CACHING[by].replace('public', 'private');
    const delivery = prepareFile(file, caching, request, response);
    if (client !== null && delivery.bytes > 0) await this.record(sending, file, delivery, client);
    delivery.send();
  }

  private tellStanding({ edition, form, by, response }: Sending): void {
    const { status, supersededBy } = this.archive.standing(edition);
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
