import { type Effect, type Group } from '@wirebrief/claims';

import { type Sentence } from './sentences';

/** A statement that nobody was harmed, as far as known. Offsets are into the whole text. */
export interface Denial {
  readonly start: number;
  readonly end: number;
  readonly wording: string;
  readonly effect: Effect;
  readonly group: Group;
}

const ADJECTIVES =
  '(?:(?:known|civilian|confirmed|reported|immediate|other|further|human|military|such|serious|additional|obvious|signs? of|reports? of|indications? of|word of|evidence of|reports? about)\\s+){0,4}';
const HARM =
  '(?:casualt(?:y|ies)|deaths?|fatalit(?:y|ies)|victims?|injuries|loss(?:es)? of life|civilian harm)';
const PEOPLE =
  '(?:civilians?|people|persons?|residents?|soldiers?|troops|children|non-combatants?|bystanders?|passengers?|employees|staff|personnel|women|one|body)';
const HARMED = '(?:killed|hurt|injured|wounded|harmed|died)';
const BE = '(?:was|were|is|are|had been|have been|has been)';

const PATTERNS: readonly RegExp[] = [
  new RegExp(`\\b(?:no|without(?: any| causing(?: any)?)?)\\s+${ADJECTIVES}${HARM}\\b`, 'gu'),
  new RegExp(
    `\\b(?:no(?:t a single)?|none of the)\\s+${ADJECTIVES}${PEOPLE}\\s+(?:(?:is|are|was|were|had|have|has|been|known|believed|thought|reported|to|be)\\s+){0,6}${HARMED}\\b`,
    'gu',
  ),
  new RegExp(
    `\\b(?:nobody|no one|no-one|none)\\s+(?:${BE}\\s+)?(?:\\p{Ll}+ly\\s+)?${HARMED}\\b`,
    'gu',
  ),
  new RegExp(
    `\\bno\\s+(?:known\\s+)?(?:indications?|evidence|signs?|reports?)\\b[^.;\\n]{0,60}?(?:${HARM}|${PEOPLE}[^.;\\n]{0,40}?${HARMED}|any[^.;\\n]{0,20}?${HARMED})\\b`,
    'gu',
  ),
  new RegExp(`\\b(?:not|n['’]t)\\s+(?:\\p{Ll}+\\s+){0,3}any\\s+${ADJECTIVES}${HARM}\\b`, 'gu'),
];
// `asked about casualties, it said there were no such reports so far`
const BARE = new RegExp(
  `\\b(?:civilian )?${HARM}\\b[^;\\n]{0,80}?\\bno (?:such )?(?:indications?|evidence|reports)(?: (?:of (?:any|that)|at this time|so far))?(?=[\\s.,”"]|$)`,
  'gu',
);
const NO_DENIAL = /\b(?:if|whether)\b[^.]{0,20}$/u;

export function readDenials(text: string, sentence: Sentence): readonly Denial[] {
  const own = sentence.lower;
  if (!/\b(?:no|not|none|nobody|without)\b|n['’]t\b/u.test(own)) return [];
  const found: Denial[] = [];
  for (const pattern of [...PATTERNS, BARE]) {
    for (const match of own.matchAll(pattern)) {
      const [start, end] = [
        sentence.start + match.index,
        sentence.start + match.index + match[0].length,
      ];
      if (
        NO_DENIAL.test(own.slice(0, match.index)) ||
        found.some((other) => other.start < end && start < other.end)
      )
        continue;
      found.push({
        start,
        end,
        wording: text.slice(start, end),
        effect: effectOf(match[0]),
        group: groupOf(match[0]),
      });
    }
  }
  return found;
}

function effectOf(words: string): Effect {
  if (/\b(?:killed|died|deaths?|fatalit|loss of life)/u.test(words)) return 'killed';
  return /\binjuries\b/u.test(words) ? 'injured' : 'casualties';
}

function groupOf(words: string): Group {
  if (/\b(?:civilian|non-combatant|bystander)/u.test(words)) return 'civilians';
  if (/\b(?:soldier|troops|military)/u.test(words)) return 'service members';
  return /\bchildren\b/u.test(words) ? 'children' : 'people';
}
