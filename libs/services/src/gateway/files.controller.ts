import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { EditionArchive, type EditionForm } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';
import { type Request, type Response } from 'express';

import { EditionSender } from './edition-sender';

const FILE = /^(?<hash>[0-9a-f]{64})\.(?<form>html|pdf|json)$/;

/** Files of editions by their content: what an address gives never changes. */
@Controller('files')
export class FilesController {
  constructor(
    @Inject(EditionArchive) private readonly archive: EditionArchive,
    @Inject(EditionSender) private readonly sender: EditionSender,
  ) {}

  @Get(':file')
  async download(
    @Param('file') file: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { hash, form } = FILE.exec(file)?.groups ?? {};
    if (hash === undefined) {
      throw new WirebriefError(
        'WB_EDITION_ADDRESS',
        'not-found',
        `"${file.slice(0, 80)}" is no file of an edition.`,
        'Give the SHA-256 in lower-case hexadecimal digits, with .html, .pdf or .json.',
      );
    }
    const known = form as EditionForm;
    const edition = await this.archive.findFile(hash, known);
    await this.sender.send({ edition, form: known, by: 'content', request, response });
  }
}
