import {
  type DecisionReceipt,
  type Edition,
  type EditionFiles,
  type IntakeReceipt,
  type RebuildReceipt,
} from '@wirebrief/application';
import { type EditionStanding } from '@wirebrief/briefing';
import { type ProblemDetails } from '@wirebrief/platform';
import { z } from 'zod';

import { fileSchema } from './file-schema';
import { type MessageType } from './message-type';

const position = z.int().nonnegative().describe('Position of the log');
const storyId = z.string().describe('Id of the story');
const instant = z.iso.datetime().describe('RFC 3339 in UTC');
const path = z.string().describe('Path at the HTTP interface');

// Open objects: a receiver must put up with fields that a later version adds.
const receiptSchema: z.ZodType<IntakeReceipt, IntakeReceipt> = z.object({
  articleId: z.string(),
  revisionId: z
    .string()
    .nullable()
    .describe('Null when nothing of the article is known but its withdrawal'),
  outcome: z
    .enum(['received', 'revised', 'late', 'embargoed', 'withheld', 'killed', 'unchanged'])
    .describe('`unchanged`: known already, nothing was recorded'),
  stories: z.array(z.string()).describe('Ids of the stories that it was filed under'),
  position,
});

export const articleReceipt: MessageType<IntakeReceipt> = {
  name: 'article-receipt',
  title: 'Receipt of an article update',
  description: 'The update is on the log.',
  schema: receiptSchema,
  example: {
    articleId: 'a-0f2d6c9b1e8a4d5f7b3c2a10',
    revisionId: 'a-0f2d6c9b1e8a4d5f7b3c2a10.1',
    outcome: 'received',
    stories: ['kabul-strike'],
    position: 211,
  },
};

/** What the interfaces say of an edition. */
export interface EditionView
  extends Omit<Edition, 'ledger' | 'revisions' | 'claims'>, EditionStanding {
  readonly links: EditionFiles;
}

const standing = z
  .object({
    by: z.enum(['outlet', 'editor']),
    outlet: z.string().describe('Outlet of the article'),
    reason: z.string().describe('As the outlet or the editor gave it'),
    at: instant.describe('When the kill or the decision was recorded'),
    withdrawnAt: instant
      .nullable()
      .describe(
        'When the outlet withdrew its article by its own clock, where it tells another time',
      ),
  })
  .nullable();

const editionSchema: z.ZodType<EditionView, EditionView> = z.object({
  storyId,
  number: z.int().positive(),
  kind: z.enum(['edition', 'flash']),
  issuedAt: instant,
  position: position.describe('Position of the log that the edition speaks for'),
  asOf: instant.describe('Instant of that position'),
  supersedes: z.int().positive().nullable().describe('Number of the edition before it'),
  files: z.object({ html: fileSchema, pdf: fileSchema, json: fileSchema }),
  program: z.string().describe('Name and version of the program that composed it'),
  templates: fileSchema.shape.hash
    .exactOptional()
    .describe('SHA-256 of the templates that it was set with'),
  request: z
    .string()
    .exactOptional()
    .describe('What asked for it: at most one edition of the story has it'),
  status: z.enum(['current', 'superseded', 'recalled']),
  supersededBy: z.int().positive().nullable(),
  recall: standing.describe(
    'Why it is recalled: an article that it quotes was killed, or an editor did',
  ),
  correction: standing.describe('What an editor has corrected of it without a recall'),
  links: z.object({ html: path, pdf: path, json: path, zip: path }),
});

const hash = (digit: string): string => digit.repeat(64);

export const edition: MessageType<EditionView> = {
  name: 'edition',
  title: 'Edition',
  description: 'An issued edition, as GET /stories/:id/editions lists it.',
  schema: editionSchema,
  example: {
    storyId: 'kabul-strike',
    number: 3,
    kind: 'edition',
    issuedAt: '2026-01-31T09:00:00.000Z',
    position: 211,
    asOf: '2026-01-31T08:59:12.000Z',
    supersedes: 2,
    files: {
      html: { hash: hash('a'), bytes: 48_120 },
      pdf: { hash: hash('b'), bytes: 91_342 },
      json: { hash: hash('c'), bytes: 20_480 },
    },
    program: 'wirebrief 0.1.0',
    status: 'current',
    supersededBy: null,
    recall: null,
    correction: null,
    links: {
      html: '/stories/kabul-strike/editions/3.html',
      pdf: '/stories/kabul-strike/editions/3.pdf',
      json: '/stories/kabul-strike/editions/3.json',
      zip: '/stories/kabul-strike/editions/3.zip',
    },
  },
};

const rebuildReceiptSchema: z.ZodType<RebuildReceipt, RebuildReceipt> = z.object({
  storyId,
  position: position.describe('Position of the log that holds the request'),
  due: instant.describe('When the edition is due, unless more comes meanwhile'),
});

export const rebuildReceipt: MessageType<RebuildReceipt> = {
  name: 'rebuild-receipt',
  title: 'Receipt of a request for a rebuild',
  description: 'The request is on the log, and says when the edition is due.',
  schema: rebuildReceiptSchema,
  example: { storyId: 'kabul-strike', position: 214, due: '2026-01-31T09:02:00.000Z' },
};

const decisionReceiptSchema: z.ZodType<DecisionReceipt, DecisionReceipt> = z.object({
  storyId,
  number: z.int().positive().describe('Of the decision, or of the one that holds already'),
  outcome: z.enum(['recorded', 'unchanged']),
  position: position.describe('Position of the log that holds it'),
});

export const decisionReceipt: MessageType<DecisionReceipt> = {
  name: 'decision-receipt',
  title: 'Receipt of a decision',
  description: 'The decision is on the log.',
  schema: decisionReceiptSchema,
  example: { storyId: 'kabul-strike', number: 3, outcome: 'recorded', position: 216 },
};

const problemSchema: z.ZodType<ProblemDetails, ProblemDetails> = z.object({
  type: z.string().describe('`urn:wirebrief:problem:` and the code'),
  title: z.string(),
  status: z.int().min(400).max(599).describe('As over HTTP'),
  detail: z.string().describe('What is wrong'),
  code: z
    .string()
    .regex(/^WB_[A-Z_]+$/)
    .describe('Stable; listed in docs/errors.md'),
  remedy: z.string().describe('What to do'),
  errors: z
    .array(z.object({ pointer: z.string(), detail: z.string() }))
    .exactOptional()
    .describe('Wrong places of the request, as JSON pointers'),
});

export const problem: MessageType<ProblemDetails> = {
  name: 'problem',
  title: 'Problem details',
  description: 'Why a request failed (RFC 9457). Its content type is application/problem+json.',
  schema: problemSchema,
  example: {
    type: 'urn:wirebrief:problem:wb-story-unknown',
    title: 'Not found',
    status: 404,
    detail: 'There is no story "kabul-strik".',
    code: 'WB_STORY_UNKNOWN',
    remedy: 'Known stories: kabul-strike.',
  },
};
