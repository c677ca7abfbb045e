import { type Quote } from '@wirebrief/claims';

import { type Citation, type EarlierRevision, type Source, type SourceQuote } from './briefing';
import { compareInstants } from './compare-instants';
import { type DecisionType } from './decision';
import { idOfLive, type LiveClaim } from './live-claims';
import { type ClaimRuling } from './rulings';
import { type RevisionHead } from './story-article';
import { type StoryArticle } from './story-state';

/** Words of an article; with `index`, those of that claim of its current revision. */
interface Quoted {
  readonly article: StoryArticle;
  readonly claim: { readonly quote: Quote };
  readonly index?: number | null;
  readonly ruling?: ClaimRuling | null;
  readonly earlier?: EarlierRevision | null;
}

/** Hands out citation labels while a briefing is composed, and lists the sources with the quotes that were cited. */
export class Citer {
  private readonly numbers = new Map<string, number>();
  /** Anchors of their quotes, by id. */
  private readonly claims = new Map<string, string>();
  private readonly quotes = new Map<string, Map<string, SourceQuote>>();

  /** `articles` in the order in which sources are numbered. */
  constructor(private readonly articles: readonly StoryArticle[]) {
    articles.forEach((article, index) => this.numbers.set(article.identity.articleId, index + 1));
  }

  cite(live: Quoted): Citation {
    const citation = this.citeQuote(live);
    if (live.index != null)
      this.claims.set(idOfLive({ ...live, index: live.index }), citation.anchor);
    return citation;
  }

  /** Each quote once, in the order of the claims, so what a text names comes first; at most `limit` of them. */
  citeAll(claims: readonly LiveClaim[], limit = 6): readonly Citation[] {
    const all = new Map(
      claims.slice(0, limit * 2).map((live) => {
        const citation = this.cite(live);
        return [citation.label, citation];
      }),
    );
    return [...all.values()].slice(0, limit);
  }

  /** The source entry as a whole, for what has no quote: a withdrawn article. */
  citeSource(articleId: string): Citation | undefined {
    const number = this.numbers.get(articleId);
    return number === undefined ? undefined : { label: String(number), anchor: anchorOf(number) };
  }

  numberOf(articleId: string): number | undefined {
    return this.numbers.get(articleId);
  }

  /** Ids of the claims whose quotes were cited, and are among the sources. */
  cited(sources: readonly Source[]): readonly string[] {
    const printed = new Set(sources.flatMap(({ quotes }) => quotes.map(({ anchor }) => anchor)));
    return [...this.claims]
      .filter(([, anchor]) => printed.has(anchor))
      .map(([id]) => id)
      .sort();
  }

  sources(noteOf: (article: StoryArticle) => string): readonly Source[] {
    return this.articles.map((article, index) => this.source(article, index + 1, noteOf(article)));
  }

  /** The sources that the citations lead to, each with the quotes that they lead to. */
  sourcesOf(
    citations: readonly Citation[],
    noteOf: (article: StoryArticle) => string,
  ): readonly Source[] {
    const anchors = new Set(citations.map(({ anchor }) => anchor));
    return this.articles.flatMap((article, index) => {
      const quotes = [...(this.quotes.get(article.identity.articleId)?.values() ?? [])];
      const cited = quotes.filter(({ anchor }) => anchors.has(anchor));
      if (cited.length === 0 && !anchors.has(anchorOf(index + 1))) return [];
      return [{ ...this.source(article, index + 1, noteOf(article)), quotes: cited }];
    });
  }

  private citeQuote({ article, claim: { quote }, ruling, earlier = null }: Quoted): Citation {
    const id = article.identity.articleId;
    const quotes = this.quotes.get(id) ?? new Map<string, SourceQuote>();
    this.quotes.set(id, quotes);
    const key = `${earlier?.revisionId ?? ''}:${quote.start}-${quote.end}`;
    const known = quotes.get(key);
    if (known !== undefined) {
      if (known.ruling === '') quotes.set(key, { ...known, ruling: rulingText(ruling) });
      return { label: known.label, anchor: known.anchor };
    }
    const label = `${this.numbers.get(id) ?? 0}${letters(quotes.size)}`;
    const entry = {
      label,
      anchor: `quote-${label}`,
      ...quote,
      ruling: rulingText(ruling),
      earlier,
    };
    quotes.set(key, entry);
    return { label, anchor: entry.anchor };
  }

  private source(article: StoryArticle, number: number, note: string): Source {
    const { identity, revision } = article;
    const isKilled = article.status === 'killed';
    return {
      number,
      anchor: anchorOf(number),
      articleId: identity.articleId,
      revisionId: revision.revisionId,
      revision: revision.number,
      outlet: identity.outlet,
      headline: isKilled ? 'Withdrawn article' : revision.headline,
      byline: isKilled ? null : revision.byline,
      url: isKilled ? null : identity.url,
      publishedAt: revision.publishedAt,
      revisedAt: revisedAt(revision),
      receivedAt: article.receivedAt,
      language: article.analysis?.language ?? revision.language,
      genre: revision.genre,
      hash: revision.textHash,
      note,
      quotes: [...(this.quotes.get(identity.articleId)?.values() ?? [])],
    };
  }
}

function revisedAt({ versionTime, publishedAt }: RevisionHead): string | null {
  if (versionTime === null || publishedAt === null) return versionTime;
  return compareInstants(versionTime, publishedAt) === 0 ? null : versionTime;
}

const anchorOf = (number: number): string => `source-${number}`;

const RULED: Partial<Readonly<Record<DecisionType, string>>> = {
  accept: 'accepted by an editor',
  reject: 'rejected by an editor',
  amend: 'reading amended by an editor',
  assign: 'assigned to its incident by an editor',
};

const rulingText = (ruling: ClaimRuling | null | undefined): string =>
  ruling == null ? '' : (RULED[ruling.latest.decision.type] ?? '');

/** 0 is `a`, 25 is `z`, 26 is `aa`. */
function letters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest === 0 ? '' : letters(rest - 1)) + String.fromCharCode(97 + (index % 26));
}
