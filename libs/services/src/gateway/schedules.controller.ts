import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import { ScheduleDesk, type ScheduleView } from '@wirebrief/application';
import { parseBody } from '@wirebrief/messages';
import { scheduleInputSchema } from '@wirebrief/scheduling';
import { type Request, type Response } from 'express';

import { metaOf } from './request-context';
import { storyPath } from './views';

const EXAMPLE = '{"cron": "0 6 * * 1-5", "timeZone": "Europe/Berlin", "unchanged": "skip"}';

@Controller('stories/:id/schedules')
export class SchedulesController {
  constructor(@Inject(ScheduleDesk) private readonly desk: ScheduleDesk) {}

  @Get()
  list(@Param('id') id: string): Promise<readonly ScheduleView[]> {
    return this.desk.list(id);
  }

  /** With its runs and their outcomes, newest first. */
  @Get(':schedule')
  show(@Param('id') id: string, @Param('schedule') schedule: string): Promise<ScheduleView> {
    return this.desk.find(id, schedule);
  }

  /** 201 for a new schedule, 200 for one that was there. */
  @Put(':schedule')
  async set(
    @Param('id') id: string,
    @Param('schedule') scheduleId: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ScheduleView> {
    const input = parseBody(scheduleInputSchema, body, EXAMPLE);
    const { schedule, isNew } = await this.desk.set(id, scheduleId, input, metaOf(request));
    response.status(isNew ? 201 : 200).location(`${storyPath(id)}/schedules/${scheduleId}`);
    return schedule;
  }

  @Delete(':schedule')
  @HttpCode(204)
  remove(
    @Param('id') id: string,
    @Param('schedule') schedule: string,
    @Req() request: Request,
  ): Promise<void> {
    return this.desk.remove(id, schedule, metaOf(request));
  }
}
