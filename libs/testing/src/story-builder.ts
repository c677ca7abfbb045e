import {
  claimViews,
  compose,
  type Composed,
  type ComposeRequest,
  decisionDecider,
  type DecisionInput,
  decisionInputSchema,
  type DecisionMade,
  editionDecider,
  evolveStory,
  initialStoryState,
  resolveDecision,
  storyDecider,
  type StoryFact,
  storyInputSchema,
  type StoryState,
} from '@wirebrief/briefing';
import {
  type Claim,
  type Claimant,
  type ClaimantRole,
  type FigureClaim,
  MAIN_INCIDENT,
  type OptionClaim,
  type PositionClaim,
  signatureOf,
  type StrikeFactClaim,
} from '@wirebrief/claims';
import { fold, sha256 } from '@wirebrief/kernel';
import {
  type ArticleCommand,
  articleDecider,
  type ArticleEvent,
  articleIdOf,
  type ArticleUpdate,
  type ArticleUpdateInput,
  articleUpdateSchema,
} from '@wirebrief/newsroom';

/** A claim before it is placed in a text: the quote is only its words. */
type ClaimSketch = Claim extends infer One
  ? One extends Claim
    ? Omit<One, 'quote'> & { readonly words: string }
    : never
  : never;

type FigureSketch = Extract<ClaimSketch, { kind: 'figure' }>;

export function claimant(name: string, role: ClaimantRole = 'official'): Claimant {
  return { name, role };
}

/** `10 civilians killed, according to relatives`, changed by what is given. */
export function figure(
  min: number | null,
  overrides: Partial<Omit<FigureClaim, 'kind' | 'quote'>> & { readonly words?: string } = {},
): FigureSketch {
  return {
    kind: 'figure',
    claimant: claimant('relatives', 'families'),
    incident: MAIN_INCIDENT,
    effect: 'killed',
    group: 'civilians',
    min,
    max: min,
    qualifier: 'exact',
    wording: String(min),
    status: 'asserted',
    increment: false,
    words: `${String(min)} civilians were killed, relatives said`,
    ...overrides,
  };
}

/** A reported "no known civilian casualties". */
export function noneKnown(by: Claimant | null): FigureSketch {
  const words = 'we know of no civilian casualties';
  const denial = { qualifier: 'none known', status: 'denied', wording: 'no', words } as const;
  return figure(0, { ...denial, claimant: by });
}

export function strikeFact(
  aspect: StrikeFactClaim['aspect'],
  value: string,
  by: Claimant | null = null,
): Extract<ClaimSketch, { kind: 'strike fact' }> {
  return { kind: 'strike fact', aspect, value, claimant: by, words: `${aspect} given as ${value}` };
}

export function position(
  line: PositionClaim['line'],
  by: Claimant,
  overrides: Partial<Pick<PositionClaim, 'actor' | 'saidOn'>> & { readonly words?: string } = {},
): Extract<ClaimSketch, { kind: 'position' }> {
  const words = `${by.name} ${line} in this statement`;
  return {
    kind: 'position',
    actor: by.name,
    line,
    saidOn: null,
    claimant: by,
    words,
    ...overrides,
  };
}

export function option(
  key: string,
  stance: OptionClaim['stance'],
  by: Claimant,
  overrides: { readonly constraint?: boolean; readonly words?: string } = {},
): Extract<ClaimSketch, { kind: 'option' }> {
  const words = `${by.name} is ${stance} on ${key}`;
  return {
    kind: 'option',
    option: key,
    stance,
    claimant: by,
    constraint: false,
    words,
    ...overrides,
  };
}

export function articleUpdate(input: ArticleUpdateInput): ArticleUpdate {
  return articleUpdateSchema.parse(input);
}

/** A text that holds the words of every claim once, among words that no other seed has. */
export function textWith(claims: readonly ClaimSketch[], seed: string): string {
  const filler = Array.from({ length: 60 }, (_, at) => `w${sha256(`${seed} ${at}`).slice(0, 6)}`);
  return [filler.join(' '), ...new Set(claims.map(({ words }) => words))].join('.\n');
}

/** The claims with their quotes as offsets into the text. */
export function placed(claims: readonly ClaimSketch[], text: string): readonly Claim[] {
  return claims.map(({ words, ...claim }): Claim => {
    const start = text.indexOf(words);
    return { ...claim, quote: { start, end: start + words.length, text: words } };
  });
}

export interface ArticleSketch extends Omit<Partial<ArticleUpdateInput>, 'kind'> {
  readonly claims?: readonly ClaimSketch[];
  /** Words that make the text differ from others; the item id without it. */
  readonly seed?: string;
  /** Why it is not analysed, where it is not. */
  readonly skipped?: string | null;
}

interface AnalysisSketch {
  readonly version?: string;
  readonly skipped?: string | null;
}

interface StoryTimelineOptions {
  readonly story?: Readonly<Record<string, unknown>>;
  readonly taxonomy?: ComposeRequest['taxonomy'];
}

/** The log of one story as its deciders write it, folded as it grows. Time goes on by a minute with each fact. */
export class StoryTimeline {
  readonly facts: StoryFact[] = [];
  state: StoryState = initialStoryState;
  private readonly articles = new Map<string, ArticleEvent[]>();
  private readonly decisions: DecisionMade[] = [];

  constructor(private readonly options: StoryTimelineOptions = {}) {
    const story = storyInputSchema.parse({
      id: 'bridge',
      title: 'Bridge strike',
      ...options.story,
    });
    for (const event of storyDecider.decide({ type: 'OpenStory', story }, null)) this.record(event);
  }

  /** An arrival of the item, read at once by an analyser that finds exactly these claims. */
  article(
    itemId: string,
    { claims = [], seed = itemId, skipped = null, ...sketch }: ArticleSketch = {},
  ): this {
    const text = sketch.text ?? textWith(claims, seed);
    const outlet = `Outlet ${itemId}`;
    const update = { source: 'test', itemId, outlet, ...sketch, text };
    const events = this.update(articleUpdate(update));
    for (const event of events) {
      const isCurrent = event.type === 'ArticleRevised' ? event.data.current : true;
      if ('revision' in event.data && isCurrent)
        this.analyse(itemId, event.data.revision.revisionId, placed(claims, text), { skipped });
    }
    return this;
  }

  withhold(itemId: string, sketch: Partial<ArticleUpdateInput> = {}): this {
    this.update(articleUpdate({ source: 'test', itemId, ...sketch, kind: 'withheld' }));
    return this;
  }

  kill(itemId: string, sketch: Partial<ArticleUpdateInput> = {}): this {
    this.update(articleUpdate({ source: 'test', itemId, ...sketch, kind: 'kill' }));
    return this;
  }

  /** Another item comes to stand in place of it. */
  replace(itemId: string, by: string): this {
    const idOf = (id: string): string =>
      articleIdOf(articleUpdate({ source: 'test', itemId: id, text: '' }));
    const [articleId, byId] = [idOf(itemId), idOf(by)];
    this.command(itemId, { type: 'RecordReplacement', articleId, by: byId, at: null });
    return this;
  }

  analyse(
    itemId: string,
    revisionId: string,
    claims: readonly Claim[],
    { version = '1', skipped = null }: AnalysisSketch = {},
  ): this {
    const stream = this.articles.get(itemId) ?? [];
    const revision = stream.flatMap((event) =>
      'revision' in event.data && event.data.revision.revisionId === revisionId
        ? [event.data.revision]
        : [],
    )[0];
    const analysis = {
      articleId: revisionId.split('.')[0] ?? '',
      revisionId,
      storyId: 'bridge',
      analyser: { name: 'test-analyser', version },
      language: 'en',
      skipped,
      claims,
      signature: signatureOf(revision?.text ?? ''),
    };
    this.command(itemId, { type: 'RecordAnalysis', analysis });
    return this;
  }

  /** What an editor decides, for the reason `checked`. */
  decide(decision: Readonly<Record<string, unknown>>, input: Partial<DecisionInput> = {}): this {
    const made = decisionInputSchema.parse({
      author: 'R. Editor',
      reason: 'checked',
      ...input,
      decision,
    });
    const resolved = resolveDecision(this.state, made.decision);
    const book = fold(decisionDecider.evolve, decisionDecider.initialState, this.decisions);
    const { author, reason } = made;
    const recorded = { storyId: 'bridge', author, reason, decision: resolved };
    const command = { type: 'RecordDecision', decision: recorded } as const;
    for (const event of decisionDecider.decide(command, book)) {
      this.decisions.push(event);
      this.record(event);
    }
    return this;
  }

  /** Id of the one claim whose quote holds the words. */
  claimId(words: string): string {
    const found = claimViews(this.state).filter(({ quote }) => quote.includes(words));
    if (found.length !== 1) throw new Error(`${found.length} claims hold "${words}"`);
    return found[0]?.id ?? '';
  }

  compose(request: Partial<ComposeRequest> = {}): Composed {
    return compose(this.state, {
      kind: 'edition',
      number: this.state.editions.length + 1,
      issuedAt: this.state.recordedAt,
      nextDue: null,
      taxonomy: this.options.taxonomy ?? [],
      program: 'wirebrief test',
      ...request,
    });
  }

  /** Composes the next edition and records it as issued. */
  issue(kind: ComposeRequest['kind'] = 'edition'): Composed {
    const composed = this.compose({ kind });
    const { issuedAt, asOf, position, number } = composed.briefing.edition;
    const file = { hash: sha256(`${number}`), bytes: 1 };
    const { ledger, revisions, claims } = composed;
    const edition = {
      ...{ storyId: 'bridge', number, kind, issuedAt, asOf, position },
      ...{
        files: { html: file, pdf: file, json: file },
        revisions,
        ledger,
        claims,
        program: 'test',
      },
    };
    const command = { type: 'IssueEdition', edition } as const;
    for (const event of editionDecider.decide(command, this.state.editions.length))
      this.record(event);
    return composed;
  }

  private update(update: ArticleUpdate): readonly ArticleEvent[] {
    return this.command(update.itemId ?? '', {
      type: 'RecordUpdate',
      update,
      stories: ['bridge'],
      now: '2024-03-01T12:00:00Z',
    });
  }

  private command(itemId: string, command: ArticleCommand): readonly ArticleEvent[] {
    const stream = this.articles.get(itemId) ?? [];
    const state = fold(articleDecider.evolve, articleDecider.initialState, stream);
    const events = articleDecider.decide(command, state);
    this.articles.set(itemId, [...stream, ...events]);
    for (const event of events) this.record(event);
    return events;
  }

  private record(event: ArticleEvent | Pick<StoryFact, 'type' | 'data'>): void {
    const position = this.facts.length + 1;
    const recordedAt = new Date(Date.UTC(2024, 2, 1, 0, position)).toISOString();
    const fact = { ...event, position, recordedAt } as StoryFact;
    this.facts.push(fact);
    this.state = evolveStory(this.state, fact);
  }
}
