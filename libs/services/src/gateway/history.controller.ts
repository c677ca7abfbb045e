import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import {
  AS_OF_CLOCKS,
  asOfFrom,
  type Comparison,
  type EditionForm,
  StoryHistory,
  storyStateView,
  type StoryStateView,
} from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';
import { type Request, type Response } from 'express';
import { z } from 'zod';

import { prepareFile } from './download';
import { parseQuery } from './parse';
import { storyPath } from './views';

const clock = z.enum(AS_OF_CLOCKS).default('recorded');
const moment = z.string().min(1).max(40);
const asOfSchema = z
  .strictObject({ asOf: moment.optional(), by: clock })
  .transform(({ asOf, by }) => (asOf === undefined ? undefined : asOfFrom(asOf, by, 'asOf')));
const changesSchema = z
  .strictObject({ from: moment, to: moment.optional(), by: clock })
  .transform(({ from, to, by }) => ({
    from: asOfFrom(from, by, 'from'),
    to: to === undefined ? undefined : asOfFrom(to, by, 'to'),
  }));

/** A story at a moment: a position of the log, or an instant of recording or of publication. Asking records nothing. */
@Controller('stories/:id')
export class HistoryController {
  constructor(@Inject(StoryHistory) private readonly history: StoryHistory) {}

  @Get('state')
  async state(@Param('id') id: string, @Query() query: unknown): Promise<StoryStateView> {
    return storyStateView(
      await this.history.document(id, asOfOf(query, `${storyPath('ID')}/state`)),
    );
  }

  @Get('changes')
  changes(@Param('id') id: string, @Query() query: unknown): Promise<Comparison> {
    const example = `${storyPath('ID')}/changes?from=12&to=40`;
    const { from, to } = parseQuery(changesSchema, query, example);
    return this.history.compare(id, from, to);
  }

  /** The document as it stands, or as it stood, not issued. */
  @Get('draft.:form')
  async draft(
    @Param() { id, form }: { readonly id: string; readonly form: string },
    @Query() query: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const wanted = FORMS.find((one) => one === form);
    if (wanted === undefined) throw unknownFormError(form);
    const asOf = asOfOf(query, `${storyPath('ID')}/draft.${form}`);
    const file = await this.history.file(id, wanted, asOf);
    // A kill tomorrow changes what may be shown of a moment of today.
    prepareFile(file, 'no-cache', request, response).send();
  }
}

const FORMS: readonly EditionForm[] = ['html', 'pdf', 'json'];

function unknownFormError(form: string): WirebriefError {
  return new WirebriefError(
    'WB_EDITION_ADDRESS',
    'not-found',
    `A draft has no form "${form.slice(0, 40)}".`,
    'Ask for draft.html, draft.pdf or draft.json.',
  );
}

const asOfOf = (query: unknown, path: string) =>
  parseQuery(asOfSchema, query, `${path}?asOf=2021-09-02T09:00:00Z&by=published`);
