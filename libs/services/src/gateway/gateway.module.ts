import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';

import { ArticlesController } from './articles.controller';
import { EditionsController } from './editions.controller';
import { HealthController } from './health.controller';
import { ProblemFilter } from './problem.filter';
import { SiteController } from './site.controller';
import { StoriesController } from './stories.controller';

/** The HTTP interface: updates and stories in, editions and pages out. */
@Module({
  controllers: [
    SiteController,
    HealthController,
    ArticlesController,
    StoriesController,
    EditionsController,
  ],
  providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
})
export class GatewayModule {}
