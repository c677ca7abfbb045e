import { Controller, Get, Header, Inject, Param, Query, Res } from '@nestjs/common';
import { type Download, DownloadLog, EditionArchive } from '@wirebrief/application';
import { type Response } from 'express';
import { z } from 'zod';

import { CLOCK } from '../engine.module';
import { parseQuery } from './parse';
import { editionsPath, storyPath } from './views';

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

const querySchema = z.strictObject({
  client: z.string().min(1).max(100).optional(),
  since: instant.optional(),
  until: instant.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])\.\d{1,15}$/)
    .optional(),
});

interface DownloadsView {
  /** Newest first. */
  readonly downloads: readonly Download[];
  /** Path of the next page, or null. */
  readonly next: string | null;
}

@Controller('stories/:id/downloads')
export class DownloadsController {
  constructor(
    @Inject(DownloadLog) private readonly downloads: DownloadLog,
    @Inject(EditionArchive) private readonly archive: EditionArchive,
    @Inject(CLOCK) private readonly clock: () => string,
  ) {}

  /** What named clients were given of the story's editions. */
  @Get()
  @Header('Cache-Control', 'no-store')
  async list(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DownloadsView> {
    const wanted = parseQuery(querySchema, query, `${storyPath('ID')}/downloads?limit=100`);
    const until = wanted.until ?? this.clock();
    // Before its first edition a story has nothing to download.
    const [first] = await this.archive.list(id);
    if (first === undefined) return { downloads: [], next: null };
    const page = await this.downloads.list({ ...wanted, storyId: id, until, from: first.issuedAt });
    const next = page.next === null ? null : nextPath(id, { ...wanted, until, cursor: page.next });
    if (next !== null) response.links({ next });
    response.links({ collection: editionsPath(id) });
    return { downloads: page.downloads, next };
  }
}

function nextPath(id: string, query: z.infer<typeof querySchema>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, String(value));
  return `${storyPath(id)}/downloads?${search.toString()}`;
}
