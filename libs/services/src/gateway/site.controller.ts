import { Controller, Get, Header, Inject } from '@nestjs/common';
import { EventStore, ScheduleDesk, SitePages, StoryProjection } from '@wirebrief/application';

import { storyEntry } from './views';

@Controller()
export class SiteController {
  constructor(
    @Inject(StoryProjection) private readonly stories: StoryProjection,
    @Inject(ScheduleDesk) private readonly schedules: ScheduleDesk,
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(SitePages) private readonly pages: SitePages,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  async index(): Promise<string> {
    await this.stories.catchUp();
    const stories = [];
    for (const state of this.stories.stories().values()) {
      if (state.story === null) continue;
      stories.push(storyEntry(state.story, state, await this.schedules.list(state.story.storyId)));
    }
    const position = await this.store.head();
    return this.pages.index({ language: 'en', timeZone: 'UTC', stories, position });
  }
}
