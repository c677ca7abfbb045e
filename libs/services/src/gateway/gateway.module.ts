import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';

import { ArticlesController } from './articles.controller';
import { DownloadsController } from './downloads.controller';
import { EditionSender } from './edition-sender';
import { EditionZip } from './edition-zip';
import { EditionsController } from './editions.controller';
import { FilesController } from './files.controller';
import { HealthController } from './health.controller';
import { ProblemFilter } from './problem.filter';
import { SiteController } from './site.controller';
import { StoriesController } from './stories.controller';
import { TriggersController } from './triggers.controller';

/** The HTTP interface: updates and stories in, editions and pages out. */
@Module({
  controllers: [
    SiteController,
    HealthController,
    ArticlesController,
    StoriesController,
    EditionsController,
    FilesController,
    DownloadsController,
    TriggersController,
  ],
  providers: [EditionSender, EditionZip, { provide: APP_FILTER, useClass: ProblemFilter }],
})
export class GatewayModule {}
