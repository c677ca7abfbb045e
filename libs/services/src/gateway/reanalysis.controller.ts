import { Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { Reanalyst, type ReanalysisReport } from '@wirebrief/application';
import { type Request } from 'express';

import { metaOf } from './request-context';

@Controller('stories/:id/reanalysis')
export class ReanalysisController {
  constructor(@Inject(Reanalyst) private readonly reanalyst: Reanalyst) {}

  /** Answers when every article has been read. */
  @Post()
  @HttpCode(200)
  reanalyse(@Param('id') id: string, @Req() request: Request): Promise<ReanalysisReport> {
    return this.reanalyst.reanalyse(id, metaOf(request));
  }
}
