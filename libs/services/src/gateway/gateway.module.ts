import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';

import { ArticlesController } from './articles.controller';
import { DeadLettersController } from './dead-letters.controller';
import { DecisionsController } from './decisions.controller';
import { DownloadsController } from './downloads.controller';
import { EditionNotices } from './edition-notices';
import { EditionSender } from './edition-sender';
import { EditionZip } from './edition-zip';
import { EditionsController } from './editions.controller';
import { FiguresController } from './figures.controller';
import { FilesController } from './files.controller';
import { HealthController } from './health.controller';
import { HistoryController } from './history.controller';
import { ProblemFilter } from './problem.filter';
import { ReanalysisController } from './reanalysis.controller';
import { SchedulesController } from './schedules.controller';
import { SiteController } from './site.controller';
import { StoriesController } from './stories.controller';
import { TriggersController } from './triggers.controller';
import { WebhooksController } from './webhooks.controller';

/** The HTTP interface: updates and stories in, editions and pages out. */
@Module({
  controllers: [
    SiteController,
    HealthController,
    ArticlesController,
    StoriesController,
    HistoryController,
    DecisionsController,
    ReanalysisController,
    EditionsController,
    FiguresController,
    FilesController,
    DownloadsController,
    TriggersController,
    SchedulesController,
    WebhooksController,
    DeadLettersController,
  ],
  providers: [
    EditionNotices,
    EditionSender,
    EditionZip,
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class GatewayModule {}
