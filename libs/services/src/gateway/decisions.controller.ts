import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { DecisionDesk, type DecisionReceipt, type DecisionView } from '@wirebrief/application';
import { type ClaimView, decisionInputSchema } from '@wirebrief/briefing';
import { parseBody } from '@wirebrief/messages';
import { type Request, type Response } from 'express';

import { metaOf } from './request-context';

const EXAMPLE =
  '{"author": "R. Editor", "reason": "the words speak of another strike", "decision": {"type": "reject", "claim": "a-….c…"}}';

/** What editors decide on a story, and the claims that they can decide on. */
@Controller('stories/:id')
export class DecisionsController {
  constructor(@Inject(DecisionDesk) private readonly desk: DecisionDesk) {}

  @Get('decisions')
  list(@Param('id') id: string): Promise<readonly DecisionView[]> {
    return this.desk.list(id);
  }

  @Get('claims')
  claims(@Param('id') id: string): Promise<readonly ClaimView[]> {
    return this.desk.claims(id);
  }

  /** 201: recorded; 200: it holds already. */
  @Post('decisions')
  async decide(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DecisionReceipt> {
    const input = parseBody(decisionInputSchema, body, EXAMPLE);
    const receipt = await this.desk.decide(id, input, metaOf(request));
    response.status(receipt.outcome === 'recorded' ? 201 : 200);
    return receipt;
  }
}
