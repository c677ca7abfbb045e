import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import {
  type OpenStory,
  ScheduleDesk,
  type ScheduleView,
  SitePages,
  StoryDesk,
  StoryProjection,
} from '@wirebrief/application';
import { storyInputSchema } from '@wirebrief/briefing';
import { parseBody } from '@wirebrief/messages';
import { type Request, type Response } from 'express';

import { metaOf, wantsPage } from './request-context';
import { storyModel, storyPath, storyView, type StoryView } from './views';

const EXAMPLE =
  '{"title": "Harbour strike", "incident": {"place": "Old Harbour, Port City", "date": "2026-01-31"}}';

@Controller('stories')
export class StoriesController {
  constructor(
    @Inject(StoryProjection) private readonly stories: StoryProjection,
    @Inject(ScheduleDesk) private readonly schedules: ScheduleDesk,
    @Inject(StoryDesk) private readonly desk: StoryDesk,
    @Inject(SitePages) private readonly pages: SitePages,
  ) {}

  @Get()
  async list(): Promise<readonly StoryView[]> {
    await this.stories.catchUp();
    const views: StoryView[] = [];
    for (const state of this.stories.stories().values()) {
      if (state.story === null) continue;
      views.push(storyView(state.story, state, await this.schedules.list(state.story.storyId)));
    }
    return views;
  }

  /** 201 for a new story, 200 when the same definition is open already. */
  @Post()
  async open(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StoryView> {
    const input = parseBody(storyInputSchema, body, EXAMPLE);
    const { story, isNew } = await this.desk.open(input, metaOf(request));
    response.status(isNew ? 201 : 200).location(storyPath(story.storyId));
    const { state, schedules } = await this.find(story.storyId);
    return storyView(story, state, schedules);
  }

  /** A page for people, JSON for programs. */
  @Get(':id')
  async show(
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { state, schedules } = await this.find(id);
    response.vary('Accept');
    if (wantsPage(request)) {
      response.type('html').send(this.pages.story(storyModel(state.story, state, schedules)));
    } else {
      response.json(storyView(state.story, state, schedules));
    }
  }

  private async find(id: string): Promise<{
    readonly state: OpenStory;
    readonly schedules: readonly ScheduleView[];
  }> {
    const state = await this.stories.find(id);
    return { state, schedules: await this.schedules.list(id) };
  }
}
