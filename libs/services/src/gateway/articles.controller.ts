import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { ArticleIntake, type IntakeReceipt } from '@wirebrief/application';
import { articleUpdateSchema } from '@wirebrief/newsroom';
import { type Request, type Response } from 'express';

import { parseBody } from './parse';
import { metaOf } from './request-context';

const EXAMPLE =
  '{"url": "https://…", "outlet": "…", "headline": "…", "published": "2026-01-31", "text": "…"}';

@Controller('articles')
export class ArticlesController {
  constructor(@Inject(ArticleIntake) private readonly intake: ArticleIntake) {}

  /** 201 when something was recorded, 200 when the update was known already. */
  @Post()
  async receive(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IntakeReceipt> {
    const update = parseBody(articleUpdateSchema, body, EXAMPLE);
    const receipt = await this.intake.record(update, metaOf(request));
    response.status(receipt.outcome === 'unchanged' ? 200 : 201);
    return receipt;
  }
}
