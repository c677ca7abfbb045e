import { decisionInputSchema } from '@wirebrief/briefing';
import { articleUpdateSchema } from '@wirebrief/newsroom';
import { z } from 'zod';

import { articleReceipt, decisionReceipt, edition, rebuildReceipt } from './answers';
import { KEPT_SUBJECTS } from './kept-subjects';
import { type RequestType } from './message-type';

const storyId = z.string().min(1).max(64).describe('Id of the story');

/** What both interfaces take with an order for an edition. */
export const editionInputSchema = z.strictObject({
  kind: z.enum(['edition', 'flash']).default('edition').describe('How the edition calls itself'),
});

/** What both interfaces take with a request for a rebuild. */
export const rebuildInputSchema = z.strictObject({
  reason: z.string().trim().max(500).default('').describe('Why, for the log'),
});

/** The type of the schema and of the answer, checked against the example. */
const request = <Body, Input, Result>(
  type: RequestType<Body, Input, Result>,
): RequestType<Body, Input, Result> => type;

/** Messages that are taken over NATS, each on its subject and answered on the request's reply subject. */
export const REQUESTS = {
  submitArticle: request({
    name: 'article-update',
    subject: 'wirebrief.articles.submit',
    keptSubject: KEPT_SUBJECTS.articles,
    title: 'Article update',
    description:
      'A new article, a new revision of one, or the word that one is withheld or killed. The same update again records nothing.',
    schema: articleUpdateSchema,
    example: {
      source: 'example-gazette',
      itemId: 'EG-2026-0131',
      version: 1,
      url: 'https://gazette.example/strike',
      outlet: 'Example Gazette',
      headline: 'Strike hits harbour street',
      published: '2026-01-31T08:00:00Z',
      language: 'en',
      stories: ['kabul-strike'],
      text: 'Neighbours said at least four people were killed.',
    },
    answer: articleReceipt,
  }),
  issueEdition: request({
    name: 'edition-order',
    subject: 'wirebrief.editions.issue',
    title: 'Order for an edition',
    description: 'Issues the next edition at once, with every update acknowledged before.',
    schema: editionInputSchema.extend({ story: storyId }),
    example: { story: 'kabul-strike', kind: 'edition' },
    answer: edition,
  }),
  requestRebuild: request({
    name: 'rebuild-request',
    subject: 'wirebrief.stories.rebuild',
    keptSubject: KEPT_SUBJECTS.rebuilds,
    title: 'Request for a rebuild',
    description:
      'Makes an edition due as soon as it has been quiet; several requests become one edition.',
    schema: rebuildInputSchema.extend({ story: storyId }),
    example: { story: 'kabul-strike', reason: 'new statement' },
    answer: rebuildReceipt,
  }),
  recordDecision: request({
    name: 'editor-decision',
    subject: 'wirebrief.stories.decide',
    title: 'Decision of an editor',
    description:
      'Accepts, rejects, amends or assigns a claim, merges or splits speakers, articles and incidents, pins a highlight, writes a note, or undoes a decision. What holds already is not recorded again.',
    schema: decisionInputSchema.extend({ story: storyId }),
    example: {
      story: 'kabul-strike',
      author: 'R. Editor',
      reason: 'the words speak of another strike',
      decision: {
        type: 'reject',
        claim: 'a-0f2d6c9b1e8a4d5f7b3c2a10.c4b1f0a7d2e93',
        recall: false,
      },
    },
    answer: decisionReceipt,
  }),
};
