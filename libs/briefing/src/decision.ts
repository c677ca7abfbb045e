import { type Claimant, type IncidentRef } from '@wirebrief/claims';
import { z } from 'zod';

const line = z.string().trim().min(1).max(500);
const claim = z
  .string()
  .regex(
    /^a-[0-9a-f]{24}\.c[0-9a-f]{12}$/,
    'must be the id of a claim, as GET /stories/:id/claims gives it',
  )
  .describe('Id of a claim');
const articleId = z
  .string()
  .regex(/^a-[0-9a-f]{24}$/, 'must be the id of an article')
  .describe('Id of an article');
const incidentKey = line.describe('Key of an incident; `main` is the one that the story is about');
const bound = z.int().nonnegative().max(1_000_000_000).nullable();
const several = <Item extends z.ZodType>(item: Item) => z.array(item).min(2).max(50);

/** What a reading of a quote can be set to. Which of them apply depends on the kind of the claim. */
const amendmentSchema = z.strictObject({
  effect: z.enum(['killed', 'injured', 'missing', 'casualties']).exactOptional(),
  group: z
    .enum(['civilians', 'children', 'women', 'men', 'service members', 'militants', 'people'])
    .exactOptional(),
  min: bound.exactOptional().describe('Lower bound; null is open'),
  max: bound.exactOptional().describe('Upper bound; null is open'),
  claimant: z
    .strictObject({
      name: line,
      role: z.enum([
        'official',
        'unnamed official',
        'body',
        'families',
        'media',
        'document',
        'person',
      ]),
    })
    .nullable()
    .exactOptional()
    .describe('Who is reported to say it; null is the outlet itself'),
  value: line.exactOptional().describe('Of a strike fact'),
  actor: line.exactOptional().describe('Who holds a position'),
  line: z
    .enum([
      'defends',
      'denies',
      'investigates',
      'concedes',
      'apologises',
      'compensates',
      'disciplines',
      'states',
    ])
    .exactOptional(),
  option: line.exactOptional().describe('Key of an option'),
  stance: z
    .enum(['supports', 'opposes', 'doubts', 'open', 'considering', 'neutral'])
    .exactOptional(),
});

export type Amendment = z.infer<typeof amendmentSchema>;

/** A decision as an editor writes it. */
const decisionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('accept'), claim }),
  z.strictObject({
    type: z.literal('reject'),
    claim,
    recall: z
      .boolean()
      .default(false)
      .describe('Whether editions that used the claim are recalled, and not only superseded'),
  }),
  z.strictObject({ type: z.literal('amend'), claim, set: amendmentSchema }),
  z.strictObject({
    type: z.literal('assign'),
    claim,
    incident: incidentKey.describe(
      '`main`, the key of a known incident, or the name of another one',
    ),
  }),
  z.strictObject({
    type: z.literal('merge-claimants'),
    names: several(line).describe('As named in the articles, or outlets in their own voice'),
    into: line.exactOptional().describe('The name that is printed; the first one without it'),
  }),
  z.strictObject({
    type: z.literal('split-claimants'),
    names: z.array(line).min(1).max(50).describe('Names, each of which is a speaker of its own'),
  }),
  z.strictObject({ type: z.literal('merge-articles'), articles: several(articleId) }),
  z.strictObject({
    type: z.literal('split-articles'),
    articles: z.array(articleId).min(1).max(50).describe('Each is a source of its own'),
  }),
  z.strictObject({
    type: z.literal('merge-incidents'),
    incidents: several(incidentKey),
    into: incidentKey.exactOptional().describe('`main` or the first one without it'),
  }),
  z.strictObject({
    type: z.literal('split-incident'),
    incident: incidentKey,
    articles: z
      .array(articleId)
      .min(1)
      .max(50)
      .describe('Those in which the words mean another one'),
    into: line.describe('`main`, the key of a known incident, or the name of another one'),
  }),
  z.strictObject({ type: z.literal('pin'), claim }),
  z.strictObject({ type: z.literal('note'), text: z.string().trim().min(1).max(2000) }),
  z.strictObject({
    type: z.literal('undo'),
    decision: z.int().positive().describe('Number of the decision that holds no longer'),
  }),
]);

export const decisionInputSchema = z.strictObject({
  author: line.max(100).describe('Who decides'),
  reason: line.max(1000).describe('Why; printed where it changes what an edition says'),
  decision: decisionSchema,
});

export type DecisionInput = z.infer<typeof decisionInputSchema>;
export type DecisionWish = DecisionInput['decision'];
type Wish<Type extends DecisionWish['type']> = Extract<DecisionWish, { type: Type }>;

/** A decision as it is recorded: names and keys are resolved, so that a later state cannot change what was meant. */
export type Decision =
  | Wish<
      'accept' | 'reject' | 'amend' | 'pin' | 'note' | 'undo' | 'merge-articles' | 'split-articles'
    >
  | { readonly type: 'assign'; readonly claim: string; readonly incident: IncidentRef }
  | {
      readonly type: 'merge-claimants';
      readonly claimants: readonly Claimant[];
      readonly into: Claimant;
    }
  | { readonly type: 'split-claimants'; readonly claimants: readonly Claimant[] }
  | {
      readonly type: 'merge-incidents';
      readonly incidents: readonly string[];
      readonly into: IncidentRef;
    }
  | {
      readonly type: 'split-incident';
      readonly incident: string;
      readonly articles: readonly string[];
      readonly into: IncidentRef;
    };

export type DecisionType = Decision['type'];
