import { type Claim } from '@wirebrief/claims';
import { type Position } from '@wirebrief/kernel';
import { type Revision } from '@wirebrief/newsroom';

import { type LoggedFact, type WirebriefEvent } from './event-codec';

type DataOf<Type extends WirebriefEvent['type']> = Extract<WirebriefEvent, { type: Type }>['data'];
type Tellers = {
  readonly [Type in WirebriefEvent['type']]?: (data: DataOf<Type>, at: Position) => string;
};

/**
 * Tells events in one line each, for people. What an outlet has killed keeps no headline and no note: the log has it,
 * nobody is shown it.
 */
export class EventTeller {
  private readonly outlets = new Map<string, string>();
  /** Position of the last kill of each article. */
  private readonly kills = new Map<string, Position>();

  /** `known`: every arrival and every kill of the articles that are told of, in order. */
  constructor(known: Iterable<LoggedFact>) {
    for (const { type, data, position } of known) {
      if (type === 'ArticleReceived') this.outlets.set(data.article.articleId, data.article.outlet);
      if (type === 'ArticleKilled') this.kills.set(data.articleId, position);
    }
  }

  /** `12  2021-08-29T18:02:11.000Z  Harbour Wire published “…”`. */
  line(fact: LoggedFact): string {
    const { type, data, position, recordedAt } = fact;
    const tell = this.tellers[type] as ((data: unknown, at: Position) => string) | undefined;
    const text = tell?.(data, position) ?? wordsOf(type);
    return `${String(position).padStart(5)}  ${recordedAt}  ${text}`;
  }

  private readonly tellers: Tellers = {
    StoryOpened: ({ title, incident }) =>
      `Story opened: ${[title, incident.place, incident.date].filter((part) => part !== '').join(', ')}`,
    ArticleReceived: ({ article, revision }, at) => {
      const when = revision.publishedAt === null ? '' : ` (published ${revision.publishedAt})`;
      return `${article.outlet} published ${this.headline(article.articleId, revision, at)}${when}`;
    },
    ArticleRevised: ({ article, revision, change }, at) => {
      const { articleId, outlet } = article;
      const note = this.isKilled(articleId, at) ? '' : (revision.note ?? '');
      return `${outlet} ${REVISED[change]} ${this.headline(articleId, revision, at)} (revision ${revision.number})${saying(note)}`;
    },
    RevisionConflicted: ({ articleId, version }) =>
      `${this.outlet(articleId)} sent two texts as version ${version}; the later one counts`,
    ArticleWithheld: ({ articleId, reason }) =>
      `${this.outlet(articleId)} suspended its article${saying(reason)}`,
    ArticleKilled: ({ articleId, reason }) =>
      `${this.outlet(articleId)} withdrew its article for good${saying(reason)}`,
    RevisionAnalysed: ({ articleId, revisionId, analyser, claims, skipped }) =>
      `Read by ${analyser.name} ${analyser.version}: ${skipped ?? countsOf(claims)} (${this.outlet(articleId)}, revision ${revisionId.split('.')[1] ?? ''})`,
    DecisionMade: ({ number, author, decision, reason }) =>
      `Decision ${number} by ${author}, ${decision.type.replace('-', ' ')}${saying(reason)}`,
    EditionIssued: ({ number, kind, position }) =>
      `${kind === 'flash' ? 'Flash' : 'Edition'} ${number} issued, as of position ${position}`,
    EditionDownloaded: ({ number, form, client }) =>
      `Edition ${number} given to ${client} as ${form}`,
    RebuildRequested: ({ reason, hook }) =>
      `Edition requested${hook === undefined ? '' : ` by hook ${hook}`}${saying(reason)}`,
    ChangesWeighed: ({ position }) => `No material change up to position ${position}`,
    RebuildBegun: ({ after, attempt }) =>
      `Edition ${after + 1}: attempt ${attempt} begun by a trigger`,
    RebuildFailed: ({ after, problem }) => `Edition ${after + 1}: failed${saying(problem.message)}`,
    RebuildAbandoned: ({ after, attempts }) =>
      `Edition ${after + 1}: given up after ${attempts} attempts by triggers`,
    TickFired: ({ scheduleId, due }) => `Schedule ${scheduleId} due at ${due}`,
    TickBegun: ({ scheduleId, attempt }) => `Schedule ${scheduleId}: attempt ${attempt} begun`,
    TickSettled: ({ scheduleId, outcome, edition }) =>
      `Schedule ${scheduleId}: ${outcome === 'issued' ? 'issued' : 'no change since'} edition ${edition}`,
    TickFailed: ({ scheduleId, attempt, tryAgainAt }) =>
      `Schedule ${scheduleId}: attempt ${attempt} failed, again at ${tryAgainAt}`,
    ScheduleDefined: ({ scheduleId }) => `Schedule ${scheduleId} set`,
    ScheduleRemoved: ({ scheduleId }) => `Schedule ${scheduleId} removed`,
    WebhookSet: ({ name }) => `Webhook ${name} set`,
    WebhookRemoved: ({ name }) => `Webhook ${name} removed`,
    DeliveryAttempted: ({ webhook, edition, outcome }) =>
      `Edition ${edition} to webhook ${webhook}: ${outcome}`,
  };

  private outlet(articleId: string): string {
    return this.outlets.get(articleId) ?? `The outlet of ${articleId}`;
  }

  private headline(articleId: string, { headline }: Revision, at: Position): string {
    if (this.isKilled(articleId, at)) return 'an article that it has withdrawn since';
    return headline === '' ? 'an article without a headline' : `“${headline}”`;
  }

  private isKilled(articleId: string, at: Position): boolean {
    return (this.kills.get(articleId) ?? 0) > at;
  }
}

const REVISED: Readonly<Record<DataOf<'ArticleRevised'>['change'], string>> = {
  update: 'revised',
  correction: 'corrected',
  cosmetic: 'reset without a change of words',
  late: 'sent an older version of',
  restored: 'issued again',
};

const saying = (words: string): string => (words === '' ? '' : `: ${words}`);

function countsOf(claims: readonly Claim[]): string {
  const kinds = [...new Set(claims.map(({ kind }) => kind))];
  if (kinds.length === 0) return 'no claim';
  return kinds
    .map((kind) => {
      const count = claims.filter((claim) => claim.kind === kind).length;
      return `${count} ${kind}${count === 1 ? '' : 's'}`;
    })
    .join(', ');
}

/** `TriggersSet` as `Triggers set`. */
function wordsOf(type: string): string {
  return type.replace(/(?<=\p{Ll})\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`);
}
