import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { ArticleIntake, type IntakeReceipt } from '@wirebrief/application';
import { readBody, REQUESTS } from '@wirebrief/messages';
import { type Request, type Response } from 'express';

import { metaOf } from './request-context';

@Controller('articles')
export class ArticlesController {
  constructor(@Inject(ArticleIntake) private readonly intake: Pick<ArticleIntake, 'record'>) {}

  /** Plain JSON or a CloudEvent. 201 when something was recorded, 200 when the update was known already. */
  @Post()
  async receive(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IntakeReceipt> {
    const message = readBody(REQUESTS.submitArticle, body, (name) => request.get(name));
    const receipt = await this.intake.record(message.body, metaOf(request, message));
    response.status(receipt.outcome === 'unchanged' ? 200 : 201);
    return receipt;
  }
}
