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
import {
  type DeliveryView,
  editionNumber,
  type SetWebhookView,
  WebhookDesk,
  type WebhookView,
} from '@wirebrief/application';
import { parseBody } from '@wirebrief/messages';
import { type Request, type Response } from 'express';
import { z } from 'zod';

import { metaOf } from './request-context';

const setSchema = z.strictObject({
  url: z.string().trim().min(1).max(2000),
  rotateSecret: z.boolean().default(false),
});

/** Who is told when an edition of a story is out, and how that went. */
@Controller('stories/:id/webhooks')
export class WebhooksController {
  constructor(@Inject(WebhookDesk) private readonly desk: WebhookDesk) {}

  @Get()
  list(@Param('id') id: string): Promise<readonly WebhookView[]> {
    return this.desk.list(id);
  }

  /** 201 with the secret where that is new, 200 otherwise. */
  @Put(':name')
  async set(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SetWebhookView> {
    const input = parseBody(setSchema, body, '{"url": "https://desk.example/wirebrief"}');
    const webhook = await this.desk.set(id, name, input, metaOf(request));
    response.status(webhook.secret === undefined ? 200 : 201).set('Cache-Control', 'no-store');
    return webhook;
  }

  @Delete(':name')
  @HttpCode(204)
  async remove(
    @Param('id') id: string,
    @Param('name') name: string,
    @Req() request: Request,
  ): Promise<void> {
    await this.desk.remove(id, name, metaOf(request));
  }

  @Get(':name/deliveries')
  deliveries(
    @Param('id') id: string,
    @Param('name') name: string,
  ): Promise<readonly DeliveryView[]> {
    return this.desk.deliveries(id, name);
  }

  /** 202: the edition is sent again, under the id that it had. */
  @Post(':name/deliveries/:edition')
  @HttpCode(202)
  redeliver(
    @Param('id') id: string,
    @Param('name') name: string,
    @Param('edition') edition: string,
    @Req() request: Request,
  ): Promise<DeliveryView> {
    const number = editionNumber(edition, 'not-found', 'Give the number of an edition.');
    return this.desk.redeliver(id, name, number, metaOf(request));
  }
}
