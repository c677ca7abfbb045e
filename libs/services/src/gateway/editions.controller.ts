import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { EditionArchive, type EditionForm, Press } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';
import { type Request, type Response } from 'express';
import { z } from 'zod';

import { sendFile } from './download';
import { parseBody } from './parse';
import { metaOf } from './request-context';
import { editionPath, editionView, type EditionView } from './views';

const issueSchema = z.strictObject({ kind: z.enum(['edition', 'flash']).default('edition') });
const FORMS = ['html', 'pdf', 'json'] as const satisfies readonly EditionForm[];
const FILE = /^(?<number>[1-9]\d{0,8}|latest)(?:\.(?<form>html|pdf|json))?$/;

@Controller('stories/:id/editions')
export class EditionsController {
  constructor(
    @Inject(Press) private readonly press: Press,
    @Inject(EditionArchive) private readonly archive: EditionArchive,
  ) {}

  @Get()
  async list(@Param('id') id: string): Promise<readonly EditionView[]> {
    return (await this.archive.list(id)).map(editionView);
  }

  /** Composes, renders and issues the next edition, with every update acknowledged before. */
  @Post()
  async issue(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EditionView> {
    const { kind } = parseBody(issueSchema, body, '{"kind": "edition"}');
    const edition = await this.press.issue(id, kind, metaOf(request));
    response.status(201).location(editionPath(edition));
    return editionView(edition);
  }

  /** `3.pdf`, `latest.html`; without a form the client's Accept header decides. */
  @Get(':file')
  async download(
    @Param('id') id: string,
    @Param('file') file: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { number, form } = parseFile(file);
    const edition = await this.archive.find(id, number);
    const wanted = form ?? this.negotiated(request, response);
    // A number never means another document, but it can be recalled: caches ask again after a minute.
    const caching = number === 'latest' ? 'no-cache' : 'public, max-age=60, must-revalidate';
    sendFile(await this.archive.file(edition, wanted), caching, request, response);
  }

  private negotiated(request: Request, response: Response): EditionForm {
    response.vary('Accept');
    const accepted = request.accepts(['html', 'pdf', 'json']);
    if (accepted !== false) return FORMS.find((form) => form === accepted) ?? 'html';
    throw new WirebriefError(
      'WB_FORM_NOT_ACCEPTED',
      'unsupported',
      'An edition has the forms HTML, PDF and JSON; the Accept header takes none of them.',
      'Ask for text/html, application/pdf or application/json, or add .html, .pdf or .json to the address.',
    );
  }
}

function parseFile(file: string): {
  readonly number: number | 'latest';
  readonly form: EditionForm | undefined;
} {
  const groups = FILE.exec(file)?.groups;
  if (groups === undefined) {
    throw new WirebriefError(
      'WB_EDITION_ADDRESS',
      'not-found',
      `"${file.slice(0, 40)}" is no edition.`,
      'Ask for a number or "latest", with .html, .pdf or .json.',
    );
  }
  const { number, form } = groups;
  return {
    number: number === 'latest' ? 'latest' : Number(number),
    form: FORMS.find((one) => one === form),
  };
}
