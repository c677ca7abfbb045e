import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import { type RebuildReceipt, TriggerDesk, type TriggerView } from '@wirebrief/application';
import { parseBody, rebuildInputSchema } from '@wirebrief/messages';
import { triggerRuleSchema } from '@wirebrief/triggers';
import { type Request, type Response } from 'express';

import { metaOf } from './request-context';
import { storyPath } from './views';

const RULE_EXAMPLE =
  '{"onChange": true, "material": ["figures", "withdrawals"], "quietSeconds": 120, "longestWaitSeconds": 900, "flashSeconds": null}';

/** What is told once, when a hook is created. */
interface CreatedHook {
  readonly name: string;
  readonly token: string;
  /** Path that, called with POST, requests an edition. */
  readonly address: string;
}

/** What makes editions of a story due: its rule, requests, and hooks for other programs. */
@Controller('stories/:id')
export class TriggersController {
  constructor(@Inject(TriggerDesk) private readonly desk: TriggerDesk) {}

  @Get('triggers')
  show(@Param('id') id: string): Promise<TriggerView> {
    return this.desk.show(id);
  }

  @Put('triggers')
  set(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<TriggerView> {
    const rule = parseBody(triggerRuleSchema, body, RULE_EXAMPLE);
    return this.desk.set(id, rule, metaOf(request));
  }

  /** 202: recorded; the edition comes when it has been quiet. */
  @Post('rebuild')
  @HttpCode(202)
  rebuild(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<RebuildReceipt> {
    const { reason } = parseBody(rebuildInputSchema, body, '{"reason": "new statement"}');
    return this.desk.request(id, { reason }, metaOf(request));
  }

  /** The token of an earlier hook of the same name holds no longer. */
  @Put('hooks/:name')
  async createHook(
    @Param('id') id: string,
    @Param('name') name: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CreatedHook> {
    const token = await this.desk.createHook(id, name, metaOf(request));
    response.status(201).set('Cache-Control', 'no-store');
    return { name, token, address: `${storyPath(id)}/hooks/${token}` };
  }

  @Delete('hooks/:name')
  @HttpCode(204)
  async revokeHook(
    @Param('id') id: string,
    @Param('name') name: string,
    @Req() request: Request,
  ): Promise<void> {
    await this.desk.revokeHook(id, name, metaOf(request));
  }

  @Post('hooks/:token')
  @HttpCode(202)
  callHook(
    @Param('id') id: string,
    @Param('token') token: string,
    @Req() request: Request,
  ): Promise<RebuildReceipt> {
    return this.desk.callHook(id, token, metaOf(request));
  }
}
