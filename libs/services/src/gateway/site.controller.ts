import { Controller, Get, Header, Inject } from '@nestjs/common';
import { EventStore, SitePages, StoryProjection } from '@wirebrief/application';

import { storyEntry } from './views';

@Controller()
export class SiteController {
  constructor(
    @Inject(StoryProjection) private readonly stories: StoryProjection,
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(SitePages) private readonly pages: SitePages,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  async index(): Promise<string> {
    await this.stories.catchUp();
    const stories = [...this.stories.stories().values()].flatMap((state) =>
      state.story === null ? [] : [storyEntry(state.story, state)],
    );
    const position = await this.store.head();
    return this.pages.index({ language: 'en', timeZone: 'UTC', stories, position });
  }
}
