import { isUtf8 } from 'node:buffer';

import {
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { type DeadLetter, type DeadLetterContent, DeadLetters } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';
import { z } from 'zod';

import { parseQuery } from './parse';

const PATH = '/dead-letters';

const querySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

interface DeadLettersView {
  /** Oldest first. */
  readonly deadLetters: readonly DeadLetter[];
  /** Path of the next page, or null. */
  readonly next: string | null;
}

interface DeadLetterView extends Omit<DeadLetterContent, 'data'> {
  /** The message as it was sent: its text, or base64 of what is no text. */
  readonly data: string;
  readonly encoding: 'utf-8' | 'base64';
}

/** Messages that nobody could handle. */
@Controller('dead-letters')
export class DeadLettersController {
  constructor(@Inject(DeadLetters) private readonly letters: DeadLetters) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Query() query: unknown): Promise<DeadLettersView> {
    const { after, limit } = parseQuery(querySchema, query, `${PATH}?limit=100`);
    const deadLetters = await this.letters.list({ after, limit });
    const last = deadLetters.length === limit ? deadLetters.at(-1) : undefined;
    return { deadLetters, next: last ? `${PATH}?after=${last.id}&limit=${limit}` : null };
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async show(@Param('id') id: string): Promise<DeadLetterView> {
    const { data, ...letter } = await this.letters.show(numberOf(id));
    const encoding = isUtf8(data) ? 'utf-8' : 'base64';
    return { ...letter, data: Buffer.from(data).toString(encoding), encoding };
  }

  /** Puts it back where it came from, once, and out of here. */
  @Post(':id/retry')
  @HttpCode(200)
  retry(@Param('id') id: string): Promise<DeadLetter> {
    return this.letters.retry(numberOf(id));
  }

  @Delete(':id')
  @HttpCode(204)
  async drop(@Param('id') id: string): Promise<void> {
    await this.letters.drop(numberOf(id));
  }
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new WirebriefError(
    'WB_DEAD_LETTER_UNKNOWN',
    'not-found',
    `"${text.slice(0, 40)}" is no dead letter.`,
    'Give a number that the list tells: GET /dead-letters.',
  );
}
