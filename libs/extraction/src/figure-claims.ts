import {
  type Claimant,
  type Dispute,
  type Effect,
  type FigureClaim,
  type IncidentRef,
} from '@wirebrief/claims';

import { type Attribution, claimantAt } from './attributions';
import { wordSet } from './data/word-set';
import { type Denial, readDenials } from './denials';
import { type Contested, disputed, disputesIn, isDisputing } from './disputes';
import { type Figure, readFigures } from './figures';
import { type IncidentTracker } from './incidents';
import { type Sentence } from './sentences';
import { lowerAt } from './tokens';

interface Speech {
  readonly attributions: readonly Attribution[];
  readonly speaker: Claimant | null;
}

/** Turns the figures of an article into claims, one sentence after the other. */
export class FigureReader {
  readonly #text: string;
  readonly #incidents: IncidentTracker;
  #carried: Effect | null = null;
  readonly #claims: FigureClaim[] = [];
  #paragraph = -1;
  #idle = 0;
  readonly #disputes: {
    readonly dispute: Dispute;
    readonly of: (claim: FigureClaim) => boolean;
  }[] = [];
  #latest: readonly FigureClaim[] = [];

  constructor(text: string, incidents: IncidentTracker) {
    this.#text = text;
    this.#incidents = incidents;
  }

  /** `speaker` spoke last before this sentence. */
  read(
    sentence: Sentence,
    index: number,
    { attributions: all, speaker }: Speech,
  ): readonly FigureClaim[] {
    const carriedSpeaker = sentence.paragraph === this.#paragraph ? speaker : null;
    const attributions = all.filter((one) => !isDisputing(sentence, one));
    const figures = readFigures(sentence, index, this.#carried);
    const contested = disputesIn(this.#text, sentence, all, figures);
    const refs = this.#incidents.link(sentence, figures);
    const claims: FigureClaim[] = [];
    figures.forEach((figure, at) => {
      const claimant =
        ownerGiven(contested, at) ??
        this.claimantOf(sentence, attributions, figure) ??
        this.backReference(sentence, figure, carriedSpeaker);
      claims.push(
        toClaim(this.#text, sentence, {
          figure,
          incident: refs[at] ?? this.#incidents.topic,
          claimant,
        }),
      );
    });
    this.noteDisputes(contested, claims);
    this.#claims.push(...claims);
    if (claims.length > 0) this.#latest = [...claims];
    if (figures.length > 0) this.#carried = figures.at(-1)?.effect ?? null;
    else if (this.#idle > 0) this.#carried = null;
    this.#idle = figures.length > 0 ? 0 : this.#idle + 1;
    this.#paragraph = sentence.paragraph;
    for (const denial of readDenials(this.#text, sentence))
      claims.push(this.toDenial(sentence, all, denial));
    return claims;
  }

  /** The claims of the whole article with those who contest them. */
  withDisputes(claims: readonly FigureClaim[]): readonly FigureClaim[] {
    return claims.map((claim) =>
      disputed(
        claim,
        this.#disputes.filter(({ of }) => of(claim)).map(({ dispute }) => dispute),
      ),
    );
  }

  private noteDisputes(contested: readonly Contested[], claims: readonly FigureClaim[]): void {
    const before = this.#idle <= 1 ? this.#latest : [];
    const topic = this.#incidents.topic.key;
    for (const { dispute, target } of contested) {
      const of = (claim: FigureClaim): boolean => {
        const { status, effect, group, incident, min, max } = claim;
        if (target.kind === 'figure') return claim === claims[target.index];
        if (target.kind === 'before') return before.includes(claim);
        if (status !== 'asserted' || incident.key !== topic) return false;
        if (target.kind === 'value') return (min ?? max) === target.value;
        return /^(?:killed|casualties)$/.test(effect) && target.groups.has(group);
      };
      this.#disputes.push({ dispute, of });
    }
  }

  private claimantOf(
    sentence: Sentence,
    attributions: readonly Attribution[],
    figure: Figure,
  ): Claimant | null {
    const found = claimantAt(attributions, figure.first);
    if (found === null) return null;
    if (isOfPossibleShare(sentence, figure)) return null;
    return found.order === 'before' && isBackground(sentence, figure, found.verb)
      ? null
      : found.claimant;
  }

  // `The ten died when ...`, `It includes ...` go on with the figure before; `It killed ...` with its speaker.
  private backReference(
    { tokens }: Sentence,
    figure: Figure,
    speaker: Claimant | null,
  ): Claimant | null {
    const repeated =
      lowerAt(tokens, figure.quantity.number - 1) === 'the' ? this.earlier(figure) : undefined;
    if (repeated !== undefined) return repeated.claimant;
    const [subject, verb] = [lowerAt(tokens, 0), lowerAt(tokens, 1)];
    const listed =
      /^(?:it|they|these|those|this)$/.test(subject) &&
      /^(?:include|includes|included)$/.test(verb);
    if (listed) return this.#claims.at(-1)?.claimant ?? null;
    return /^(?:it|they|he|she)$/.test(subject) ? speaker : null;
  }

  private earlier({ quantity }: Figure): FigureClaim | undefined {
    return this.#claims.findLast(({ min }) => min !== null && min === quantity.min);
  }

  private toDenial(
    sentence: Sentence,
    attributions: readonly Attribution[],
    denial: Denial,
  ): FigureClaim {
    const at = sentence.tokens.findIndex((token) => token.end > denial.start);
    return {
      kind: 'figure',
      quote: { start: denial.start, end: denial.end, text: denial.wording },
      claimant: claimantAt(attributions, at)?.claimant ?? null,
      incident: this.#incidents.refAt(sentence, at),
      effect: denial.effect,
      group: denial.group,
      min: 0,
      max: 0,
      qualifier: 'none known',
      wording: denial.wording,
      status: 'denied',
      increment: false,
    };
  }
}

const ownerGiven = (contested: readonly Contested[], at: number): Claimant | null =>
  contested
    .map(({ target }) => (target.kind === 'figure' && target.index === at ? target.owner : null))
    .find((owner) => owner !== null) ?? null;

// `said nobody would be punished for a strike that killed ten`: what hangs on a preposition is told by the outlet.
function isBackground({ tokens }: Sentence, { evidence }: Figure, verb: number): boolean {
  const clause = [3, 2, 1].map((step) => lowerAt(tokens, evidence - step)).join(' ');
  if (/^, (?:which|who) had$/.test(clause)) return true;
  for (let at = evidence; at > Math.max(verb, evidence - 14); at--) {
    if (!/^(?:that|which|who|killing)$/.test(lowerAt(tokens, at))) continue;
    return hangsOnPreposition(tokens.slice(verb, at).map(({ lower }) => lower));
  }
  return false;
}

// `a fair chance that the strike had a part in the deaths of up to 30`: the possibility is said, the number is known.
function isOfPossibleShare({ tokens }: Sentence, { first }: Figure): boolean {
  const before = tokens.slice(Math.max(0, first - 30), first).map(({ lower }) => lower);
  return (
    SHARE_IN_DEATHS.test(before.slice(-10).join(' ')) && before.some((word) => POSSIBLY.has(word))
  );
}

const SHARE_IN_DEATHS = /\b(?:part|role|hand|share) in (?:the )?(?:deaths?|killings?) of\b/;
const POSSIBLY = wordSet(
  'chance chances possibility possible possibly may might whether if probably likely',
);

function hangsOnPreposition(words: readonly string[]): boolean {
  const event = words.findLastIndex((word) =>
    /(?:strike|strikes|airstrike|airstrikes|attack|attacks|bombing|blast|raid|explosion|shooting|assault)$/.test(
      word,
    ),
  );
  if (event < 0) return false;
  const before = words.slice(Math.max(0, event - 6), event);
  return before.some((word) =>
    /^(?:for|into|over|after|before|since|about|in|from|during|of|following)$/.test(word),
  );
}

interface Reading {
  readonly figure: Figure;
  readonly incident: IncidentRef;
  readonly claimant: Claimant | null;
}

function toClaim(
  text: string,
  sentence: Sentence,
  { figure, incident, claimant }: Reading,
): FigureClaim {
  const { start, end } = quoteAround(sentence, figure);
  const numberStart = sentence.tokens[figure.first]?.start ?? start;
  const { quantity } = figure;
  return {
    kind: 'figure',
    quote: { start, end, text: text.slice(start, end) },
    claimant,
    incident,
    effect: figure.effect,
    group: figure.group,
    min: quantity.min,
    max: quantity.max,
    qualifier: quantity.qualifier,
    wording: text.slice(numberStart, sentence.tokens[quantity.next - 1]?.end ?? end),
    status: 'asserted',
    ...(figure.among.length > 0 ? { among: figure.among } : {}),
    increment: figure.increment,
    ...(figure.part ? { part: true } : {}),
  };
}

const LONGEST_QUOTE = 280;

// The sentence, or where that is long the clauses that hold the number and the word that tells the effect.
function quoteAround(
  { start, end, tokens }: Sentence,
  figure: Figure,
): { readonly start: number; readonly end: number } {
  if (end - start <= LONGEST_QUOTE) return { start, end };
  let first = Math.min(figure.first, figure.evidence);
  let last = Math.max(figure.next - 1, figure.evidence);
  const isBreak = (at: number): boolean => /^[,;:—–]$/.test(tokens[at]?.text ?? '');
  while (first > 0 && !isBreak(first - 1)) first--;
  while (last < tokens.length - 1 && !isBreak(last + 1)) last++;
  return { start: tokens[first]?.start ?? start, end: tokens[last]?.end ?? end };
}
