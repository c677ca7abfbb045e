import {
  type Briefing,
  claimIdsOf,
  type Decision,
  findFigure,
  type PrintedFigure,
  printedFigures,
  type SourceQuote,
} from '@wirebrief/briefing';
import { type Claim } from '@wirebrief/claims';
import { recordedEvents, type StreamId, WirebriefError } from '@wirebrief/kernel';
import { type Revision } from '@wirebrief/newsroom';

import { type EditionArchive } from './edition-archive';
import { fromRecorded, type LoggedFact } from './event-codec';
import { EventTeller } from './event-teller';
import { type EventStore } from './ports/event-store.port';
import { type Edition } from './press';
import { articleStream, decisionStream } from './streams';

/** The way from a printed figure back to the words. */
export interface Provenance {
  readonly edition: Pick<Edition, 'storyId' | 'number' | 'position' | 'issuedAt' | 'program'>;
  readonly figure: Omit<PrintedFigure, 'citations'>;
  readonly quotes: readonly QuoteProvenance[];
}

export interface QuoteProvenance {
  /** As printed, `3a`. */
  readonly label: string;
  readonly outlet: string;
  readonly articleId: string;
  readonly url: string | null;
  readonly quote: Pick<SourceQuote, 'text' | 'start' | 'end'>;
  /** Whether the recorded text has exactly these words at that place. */
  readonly isExact: boolean;
  readonly revision: Pick<
    Revision,
    'revisionId' | 'number' | 'version' | 'headline' | 'publishedAt' | 'versionTime' | 'textHash'
  > & { readonly position: number; readonly recordedAt: string };
  /** What found it: the newest reading of the revision when the edition was composed. */
  readonly analysis: {
    readonly analyser: string;
    readonly position: number;
    readonly recordedAt: string;
    /** What the words were read as. */
    readonly claims: readonly Claim[];
  } | null;
  /** What editors have decided on what it was read as, on its article or its speaker, a line each; also since. */
  readonly decisions: readonly string[];
  /** What has happened to the article since the edition, a line each. */
  readonly since: readonly string[];
}

/** Answers where a figure of an edition comes from. Asking records nothing. */
export class ProvenanceDesk {
  constructor(
    private readonly store: EventStore,
    private readonly archive: EditionArchive,
  ) {}

  /** Every figure of the edition that can be asked about. */
  async figures(storyId: string, number: number | 'latest'): Promise<readonly PrintedFigure[]> {
    return printedFigures((await this.read(storyId, number)).briefing);
  }

  /** Rejects with WB_FIGURE_UNKNOWN, and as `EditionArchive.file`: of a recalled edition nothing is told. */
  async why(storyId: string, number: number | 'latest', ref: string): Promise<Provenance> {
    const { edition, briefing } = await this.read(storyId, number);
    const figure = findFigure(briefing, ref);
    if (figure === undefined) throw unknownFigureError(ref, edition, printedFigures(briefing));
    const { citations, ...rest } = figure;
    const anchors = new Set(citations.map(({ anchor }) => anchor));
    const quotes = briefing.sources.flatMap((source) =>
      source.quotes.filter(({ anchor }) => anchors.has(anchor)).map((quote) => ({ source, quote })),
    );
    const { position, issuedAt, program } = edition;
    return {
      edition: { storyId, number: edition.number, position, issuedAt, program },
      figure: rest,
      quotes: await Promise.all(
        quotes.map(({ source, quote }) => this.trace(source, quote, edition)),
      ),
    };
  }

  private async read(storyId: string, number: number | 'latest') {
    const edition = await this.archive.find(storyId, number);
    const { bytes } = await this.archive.file(edition, 'json');
    return { edition, briefing: JSON.parse(new TextDecoder().decode(bytes)) as Briefing };
  }

  private async factsOf(stream: StreamId): Promise<readonly LoggedFact[]> {
    const facts: LoggedFact[] = [];
    for await (const commit of this.store.readStream(stream))
      facts.push(...recordedEvents(commit).map(fromRecorded));
    return facts;
  }

  private async trace(
    { articleId, outlet, url, revisionId: current }: Briefing['sources'][number],
    { label, text, start, end, earlier }: SourceQuote,
    { storyId, position }: Edition,
  ): Promise<QuoteProvenance> {
    const revisionId = earlier?.revisionId ?? current;
    const facts = await this.factsOf(articleStream(articleId));
    const { revision, at } = revisionOf(facts, revisionId);
    const analysis = facts.findLast(
      (fact) =>
        fact.type === 'RevisionAnalysed' &&
        fact.position <= position &&
        fact.data.revisionId === revisionId &&
        fact.data.storyId === storyId,
    );
    const { number, version, headline, publishedAt, versionTime, textHash } = revision;
    const teller = new EventTeller(facts);
    const lines = facts.map((fact) => ({ fact, line: teller.line(fact) }));
    const found =
      analysis?.type === 'RevisionAnalysed' ? analysisOf(analysis, start, end) : undefined;
    const deciding = decisionsOn(await this.factsOf(decisionStream(storyId)), {
      articleId,
      claimIds: found?.ids ?? [],
      speakers: found?.claims.flatMap(({ claimant }) => claimant?.name ?? []) ?? [],
    });
    return {
      ...{ label, outlet, articleId, url, quote: { text, start, end } },
      isExact: revision.text.slice(start, end) === text,
      revision: {
        ...{ revisionId, number, version, headline, publishedAt, versionTime, textHash },
        ...{ position: at.position, recordedAt: at.recordedAt },
      },
      analysis: found === undefined ? null : found.analysis,
      decisions: deciding.map((fact) => teller.line(fact)),
      since: lines.filter(({ fact }) => fact.position > position).map(({ line }) => line),
    };
  }
}

type Analysed = Extract<LoggedFact, { type: 'RevisionAnalysed' }>;

function analysisOf({ data, position, recordedAt }: Analysed, start: number, end: number) {
  const isOfQuote = ({ quote }: Claim): boolean => quote.start === start && quote.end === end;
  const claims = data.claims.filter(isOfQuote);
  const analyser = `${data.analyser.name} ${data.analyser.version}`;
  const ids = claimIdsOf(data.articleId, data.claims);
  return {
    analysis: { analyser, position, recordedAt, claims },
    claims,
    ids: ids.filter((_, index) => data.claims.slice(index, index + 1).some(isOfQuote)),
  };
}

interface Decided {
  readonly articleId: string;
  readonly claimIds: readonly string[];
  readonly speakers: readonly string[];
}

type Made = Extract<LoggedFact, { type: 'DecisionMade' }>;

/** In their order, those that take one of them back included. */
function decisionsOn(facts: readonly LoggedFact[], about: Decided): readonly Made[] {
  const numbers = new Set<number>();
  return facts.flatMap((fact) => {
    if (fact.type !== 'DecisionMade' || !concerns(fact.data.decision, about, numbers)) return [];
    numbers.add(fact.data.number);
    return [fact];
  });
}

function concerns(decision: Decision, about: Decided, numbers: ReadonlySet<number>): boolean {
  if (decision.type === 'undo') return numbers.has(decision.decision);
  if ('claim' in decision) return about.claimIds.includes(decision.claim);
  if ('articles' in decision) return decision.articles.includes(about.articleId);
  if ('claimants' in decision)
    return decision.claimants.some(({ name }) => about.speakers.includes(name));
  return false;
}

function revisionOf(facts: readonly LoggedFact[], revisionId: string) {
  for (const at of facts)
    if ('revision' in at.data && at.data.revision.revisionId === revisionId)
      return { revision: at.data.revision, at };
  throw new WirebriefError(
    'WB_FIGURE_UNTRACED',
    'unavailable',
    `The log does not hold the revision ${revisionId} that the edition quotes.`,
    'Its article was erased from the log, or the log is not the one that the edition was issued from.',
  );
}

// A long table has some hundred: these are enough to see what references look like.
const FIGURES_NAMED = 40;

function unknownFigureError(
  ref: string,
  { storyId, number }: Edition,
  figures: readonly PrintedFigure[],
): WirebriefError {
  const known = figures.slice(0, FIGURES_NAMED).map((figure) => figure.ref);
  return new WirebriefError(
    'WB_FIGURE_UNKNOWN',
    'not-found',
    `Edition ${number} of "${storyId}" has no figure "${ref.slice(0, 80)}".`,
    known.length === 0
      ? 'It has no figure at all; name a quote as printed, such as 1a.'
      : `Its figures: ${known.join(', ')}. Or name a quote as printed, such as 1a.`,
  );
}
