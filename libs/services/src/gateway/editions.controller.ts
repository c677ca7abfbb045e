import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import {
  differenceOf,
  EditionArchive,
  EditionVerifier,
  Press,
  type Verification,
} from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';
import { editionInputSchema, type EditionView, parseBody } from '@wirebrief/messages';
import { type Request, type Response } from 'express';

import { type DownloadForm, EditionSender } from './edition-sender';
import { metaOf } from './request-context';
import { editionPath, editionView } from './views';

const FORMS = ['html', 'pdf', 'json', 'zip'] as const satisfies readonly DownloadForm[];
const FILE =
  /^(?:(?<number>[1-9]\d{0,8}|latest)|(?<moment>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?))(?:\.(?<form>html|pdf|json|zip))?$/;

@Controller('stories/:id/editions')
export class EditionsController {
  constructor(
    @Inject(Press) private readonly press: Pick<Press, 'issue'>,
    @Inject(EditionArchive) private readonly archive: EditionArchive,
    @Inject(EditionVerifier) private readonly verifier: EditionVerifier,
    @Inject(EditionSender) private readonly sender: EditionSender,
  ) {}

  @Get()
  async list(@Param('id') id: string): Promise<readonly EditionView[]> {
    const editions = await this.archive.list(id);
    return editions.map((edition) => editionView(edition, this.archive.standing(edition)));
  }

  /** Composes, renders and issues the next edition, with every update acknowledged before. */
  @Post()
  async issue(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EditionView> {
    const { kind } = parseBody(editionInputSchema, body, '{"kind": "edition"}');
    const edition = await this.press.issue(id, kind, metaOf(request));
    response.status(201).location(editionPath(edition));
    return editionView(edition, this.archive.standing(edition));
  }

  /** `3.pdf`, `latest.html`, `2021-09-17.zip`; without a form the client's Accept header decides. */
  @Get(':file')
  async download(
    @Param('id') id: string,
    @Param('file') file: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { which, form } = parseFile(file);
    if (typeof which === 'object') {
      const path = editionPath(await this.archive.inForce(id, which.moment));
      // A later edition of the day, or of a day to come, may be issued yet.
      response
        .set('Cache-Control', 'no-cache')
        .redirect(302, form === undefined ? path : `${path}.${form}`);
      return;
    }
    const edition = await this.archive.find(id, which);
    const by = which === 'latest' ? which : 'number';
    const wanted = form ?? this.negotiated(request, response);
    await this.sender.send({ edition, form: wanted, by, request, response });
  }

  /** Rebuilds the edition from the log and compares every file with what was issued. */
  @Get(':number/verification')
  async verification(
    @Param('id') id: string,
    @Param('number') number: string,
  ): Promise<Verification & { readonly difference: string }> {
    const { which } = parseFile(number);
    const edition =
      typeof which === 'object' ? (await this.archive.inForce(id, which.moment)).number : which;
    for await (const verification of this.verifier.verify(id, edition))
      return { ...verification, difference: differenceOf(verification) };
    throw new Error('an edition that is there has a verification');
  }

  private negotiated(request: Request, response: Response): DownloadForm {
    response.vary('Accept');
    const accepted = request.accepts([...FORMS]);
    if (accepted !== false) return FORMS.find((form) => form === accepted) ?? 'html';
    throw new WirebriefError(
      'WB_FORM_NOT_ACCEPTED',
      'unsupported',
      'An edition has the forms HTML, PDF, JSON and ZIP; the Accept header takes none of them.',
      'Ask for text/html, application/pdf, application/json or application/zip, or add .html, .pdf, .json or .zip to the address.',
    );
  }
}

function parseFile(file: string): {
  readonly which: number | 'latest' | { readonly moment: string };
  readonly form: DownloadForm | undefined;
} {
  const { number, moment, form } = FILE.exec(file)?.groups ?? {};
  const isMoment = moment !== undefined && isInstantOrDay(moment);
  if (number === undefined && !isMoment) {
    throw new WirebriefError(
      'WB_EDITION_ADDRESS',
      'not-found',
      `"${file.slice(0, 40)}" is no edition.`,
      'Ask for a number, "latest", a day such as 2021-09-17 or an instant, with .html, .pdf, .json or .zip.',
    );
  }
  return {
    which:
      number === undefined
        ? { moment: moment ?? '' }
        : number === 'latest'
          ? number
          : Number(number),
    form: FORMS.find((one) => one === form),
  };
}

/** `2021-02-30` has the form of a day and is none. */
function isInstantOrDay(text: string): boolean {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
  return isDay && !Number.isNaN(Date.parse(text));
}
