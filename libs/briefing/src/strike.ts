import { onceFor } from '@wirebrief/kernel';
import {
  type PositionClaim,
  type PositionLine,
  type StrikeAspect,
  type StrikeFactClaim,
} from '@wirebrief/claims';

import { compareInstants } from './compare-instants';
import {
  type Evidence,
  type Fact,
  type FactValue,
  type PositionRow,
  type StrikeSection,
} from './briefing';
import { type Citer } from './citations';
import { claimantKey, claimantLabel } from './claimants';
import { groupBy } from './group-by';
import { dateOf, independentCount, type LiveClaim, outletsOf, withoutCopies } from './live-claims';
import { capital, longDate } from './phrases';
import { bodySpokenFor } from './speakers';
import { type StoryDefinition } from './story.events';

type LiveFact = LiveClaim<StrikeFactClaim>;
type LivePosition = LiveClaim<PositionClaim>;

const FACTS: readonly {
  readonly label: string;
  readonly aspect: StrikeAspect;
  readonly field: 'date' | 'place' | 'actor' | 'weapon' | 'target';
}[] = [
  { label: 'Date', aspect: 'date', field: 'date' },
  { label: 'Place', aspect: 'place', field: 'place' },
  { label: 'Struck by', aspect: 'party', field: 'actor' },
  { label: 'Weapon', aspect: 'weapon', field: 'weapon' },
  { label: 'Target as stated', aspect: 'target', field: 'target' },
];

/** Values that are shown for one fact: more than these are noise to a reader and stand in the JSON's quotes. */
const VALUES_SHOWN = 3;

export function strikeSection(
  facts: readonly LiveFact[],
  positions: readonly LivePosition[],
  story: StoryDefinition | null,
  citer: Citer,
): Omit<StrikeSection, 'chart'> {
  const ofAspect = (aspect: StrikeAspect): readonly LiveFact[] =>
    facts.filter((live) => live.claim.aspect === aspect);
  return {
    facts: FACTS.map(({ label, aspect, field }) => ({
      label,
      values: factValues(ofAspect(aspect), story?.incident[field] ?? '', citer),
    })),
    basis: evidence(firstOfEachSpeaker(ofAspect('basis')), citer, ofAspect('basis')),
    positions: positionRows(positions, citer),
    disputes: evidence(ofAspect('dispute'), citer),
    secondaryEffects: evidence(ofAspect('secondary effect'), citer),
  };
}

function factValues(claims: readonly LiveFact[], set: string, citer: Citer): Fact['values'] {
  if (claims.length === 0) {
    return set === ''
      ? []
      : [
          {
            value: factText(set),
            qualification: 'as set by the story’s editor; not found in the articles read',
            citations: [],
          },
        ];
  }
  const groups = [...groupBy(claims, (live) => live.claim.value.toLowerCase()).values()];
  return groups
    .sort((a, b) => independentCount(b) - independentCount(a) || b.length - a.length)
    .slice(0, VALUES_SHOWN)
    .map((members) => factValue(members, citer));
}

function factValue(members: readonly LiveFact[], citer: Citer): FactValue {
  const speakers = [
    ...new Set(members.filter((live) => live.claim.claimant !== null).map(claimantLabel)),
  ];
  const [first] = members;
  const isTarget = first?.claim.aspect === 'target';
  const said =
    speakers.length > 0
      ? `according to ${speakers.slice(0, 2).join(' and ')}`
      : 'in the outlets’ own voice';
  return {
    value: factText(first?.claim.value ?? ''),
    qualification: isTarget ? `suspected, ${said}` : said,
    citations: citer.citeAll(members, 4),
  };
}

/** ISO dates read as dates; all else begins with a capital. */
function factText(value: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? longDate(value) : capital(value);
}

/** Quotes with their speakers, oldest first; copies and repeats once. */
export function evidence(
  claims: readonly LiveClaim[],
  citer: Citer,
  all = claims,
): readonly Evidence[] {
  return withoutCopies(claims, (live) => live.claim.quote.text).map((live) =>
    evidenceOf(live, all, citer),
  );
}

export function evidenceOf(live: LiveClaim, all: readonly LiveClaim[], citer: Citer): Evidence {
  const same = byWords(all).get(wordsOf(live)) ?? [];
  return {
    speaker: claimantLabel(live),
    outlets: outletsOf(same),
    date: dateOf(live),
    quote: live.claim.quote.text,
    citations: citer.citeAll(same, 3),
  };
}

const wordsOf = ({ article, claim }: LiveClaim): string => `${article.group}|${claim.quote.text}`;
const byWords = onceFor((claims: readonly LiveClaim[]) => groupBy(claims, wordsOf));

export const LINE_PHRASE: Readonly<Record<PositionLine, string>> = {
  defends: 'defended the strike',
  denies: 'did not accept the reports',
  investigates: 'spoke of an inquiry',
  concedes: 'accepted that harm was done',
  apologises: 'apologised',
  compensates: 'spoke of compensation',
  disciplines: 'spoke of discipline',
  states: 'made a statement',
};

/** A speaker's grounds are shown once: what is repeated for weeks says no more than the first time. */
function firstOfEachSpeaker(claims: readonly LiveFact[]): readonly LiveFact[] {
  const bySpeaker = [...groupBy(claims, claimantKey).values()];
  // All quotes of the article in which the speaker first gives them.
  return bySpeaker.flatMap((said) => said.filter((live) => live.article === said[0]?.article));
}

function positionRows(positions: readonly LivePosition[], citer: Citer): readonly PositionRow[] {
  return [...groupBy(positionMoves(positions), sentenceOf).values()].flatMap(([live, ...more]) =>
    live === undefined
      ? []
      : {
          ...evidenceOf(live, positions, citer),
          date: positionDate(live),
          actor: capital(actorOf(live)),
          line: [live, ...more].map(({ claim }) => LINE_PHRASE[claim.line]).join(' and '),
        },
  );
}

/** Oldest first; a speaker's line stands where it is first heard and each time it changes. */
export function positionMoves(positions: readonly LivePosition[]): readonly LivePosition[] {
  const dated = [...positions].sort((a, b) =>
    compareInstants(positionDate(a) ?? a.at, positionDate(b) ?? b.at),
  );
  return withoutRepeats(
    // One sentence can take two lines: "defended the strike but said it was under investigation".
    withoutAsides(withoutCopies(dated, ({ claim }) => `${claim.line}|${claim.quote.text}`)),
  );
}

/** Several lines that a body takes in one sentence make one row. */
function sentenceOf(live: LivePosition): string {
  const { actor, quote } = live.claim;
  return [positionDate(live), claimantKey(live), actor, live.article.group, quote.text].join('|');
}

/** The body, also where the words name only whoever speaks for it. */
export function actorOf({ claim }: LivePosition): string {
  if (claim.claimant === null || claim.claimant.name !== claim.actor) return claim.actor;
  return bodySpokenFor(claim.claimant, claim.quote.text) ?? claim.actor;
}

/** What else a body says matters where it has taken no line; beside one it only hides it. */
function withoutAsides(positions: readonly LivePosition[]): readonly LivePosition[] {
  const withLine = new Set(
    positions.filter((live) => live.claim.line !== 'states').map(claimantKey),
  );
  return positions.filter(
    (live) => live.claim.line !== 'states' || !withLine.has(claimantKey(live)),
  );
}

function withoutRepeats(positions: readonly LivePosition[]): readonly LivePosition[] {
  const lastSaid = new Map<string, Set<string>>();
  return positions.filter((live) => {
    const { speaker } = live;
    const day = positionDate(live) ?? live.at;
    const line = live.claim.line === 'states' ? live.claim.quote.text : live.claim.line;
    const before = lastSaid.get(speaker);
    // Two lines of one day ("defended it and announced an inquiry") stand side by side and are no change of mind.
    if (before?.has(line) === true) return false;
    const isSameDay = before?.has(day) === true;
    lastSaid.set(speaker, new Set([...(isSameDay ? before : []), day, line]));
    return true;
  });
}

export function positionDate(live: LivePosition): string | null {
  return live.claim.saidOn ?? dateOf(live);
}
