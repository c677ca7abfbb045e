import { escapeRegExp, onceFor } from '@wirebrief/kernel';
import { type Claim, type Claimant, type PositionClaim } from '@wirebrief/claims';

import { appositions } from './appositions';
import { groupBy } from './group-by';
import { comparableName, nameKey } from './names';

/** Tells who speaks, as a key: one for each speaker, however the articles name them. */
export type SpeakerKeys = (claimant: Claimant | null, voice: string) => string;

/**
 * Ties the names of one speaker together over all claims of a story, where language alone allows it: a bare family name
 * and the full one unless two people share it, a body and its short form unless two bodies do, a description and the
 * person whom a quote sets beside it. What remains open stays apart.
 */
export function speakerKeys(parts: readonly (readonly Claim[])[]): SpeakerKeys {
  const claimants = new Map<string, Claimant>();
  for (const part of parts) for (const [id, one] of claimantsIn(part)) claimants.set(id, one);
  const all = [...claimants.values()].filter(({ apart }) => apart !== true);
  const keys = new Map([...personKeys(all), ...bodyKeys(all)]);
  for (const [id, key] of describedKeys(all, parts, keys)) keys.set(id, key);
  const others = new Map(all.map((one) => [idOf(one), nameKey(one)]));
  return (claimant, voice) => {
    if (claimant === null) return `outlet:${voice}`;
    const id = idOf(claimant);
    const other = claimant.apart === true ? undefined : others.get(id);
    return keys.get(id) ?? other ?? nameKey(claimant);
  };
}

const claimantsIn = onceFor((claims: readonly Claim[]): ReadonlyMap<string, Claimant> => {
  const claimants = new Map<string, Claimant>();
  for (const claim of claims) {
    const actor = claim.kind === 'position' ? bodyNamed(claim.actor) : null;
    for (const one of [claim.claimant, actor]) if (one !== null) claimants.set(idOf(one), one);
  }
  return claimants;
});

/** The key of whoever makes one claim, as far as it tells by itself. */
export const speakerAlone = (claim: Claim, voice: string): string =>
  speakerKeys([[claim]])(speakerOf(claim), voice);

/** Who holds a position: its speaker, else the body itself. */
export const holderOf = ({ claimant, actor }: PositionClaim): Claimant =>
  claimant ?? bodyNamed(actor);

/** Null is the outlet. */
export const speakerOf = (claim: Claim): Claimant | null =>
  claim.kind === 'position' ? holderOf(claim) : claim.claimant;

const bodyNamed = (name: string): Claimant => ({ name, role: 'body' });

const idOf = ({ name, role }: Claimant): string => `${role}|${name}`;

interface PersonName {
  readonly claimant: Claimant;
  /** As written, without titles: `Mark Milley`. */
  readonly full: string;
  /** First given name in lower case, or empty. */
  readonly given: string;
  readonly family: string;
}

function personKeys(claimants: readonly Claimant[]): ReadonlyMap<string, string> {
  const people = claimants.flatMap((one) => personName(one) ?? []);
  const byFamily = groupBy(people, ({ family }) => family);
  return new Map(
    [...byFamily].flatMap(([family, people]) => {
      const givens = distinctGivens(people);
      return people.map(({ claimant, given }): [string, string] => {
        const own = givens.find((one) => isSameGiven(one, given));
        const isClear = givens.length < 2 || own === undefined;
        return [idOf(claimant), isClear ? `person:${family}` : `person:${own} ${family}`];
      });
    }),
  );
}

function distinctGivens(people: readonly PersonName[]): readonly string[] {
  const givens = people.map(({ given }) => given).filter((given) => given !== '');
  return givens
    .sort()
    .filter((one, at) => !givens.slice(0, at).some((other) => isSameGiven(one, other)));
}

// `Joe` and `Joseph` stay two, `Rob` and `Robert` are one.
const isSameGiven = (one: string, other: string): boolean =>
  one !== '' && other !== '' && (one.startsWith(other) || other.startsWith(one));

const TITLES = new Set(
  `gen general brig brigadier lt lieutenant col colonel maj major adm admiral capt captain cmdr commander sgt sergeant
   cpl corporal mr mrs ms dr prof professor sir dame lord president secretary minister premier chancellor ambassador
   senator sen rep gov governor mayor judge spokesman spokeswoman spokesperson chief chairman chairwoman chair director
   head officer official deputy envoy adviser advisor`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
const PARTICLES = new Set(['al', 'el', 'bin', 'ibn', 'de', 'del', 'da', 'van', 'von', 'der']);
const SUFFIXES = new Set(['jr', 'sr', 'ii', 'iii']);

const bare = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The name behind the last title, as far as it is one: capitalised words to the end. */
function personName(claimant: Claimant): PersonName | undefined {
  if (claimant.role !== 'official') return undefined;
  const words = claimant.name.split(/\s+/).filter((word) => !SUFFIXES.has(bare(word)));
  const name = words.slice(words.findLastIndex((word) => TITLES.has(bare(word))) + 1);
  const isName = name.every((word) => /^(?:\p{Lu}|al-|el-)/u.test(word) || PARTICLES.has(word));
  const last = name.at(-1);
  if (last === undefined || !isName || name.length > 4) return undefined;
  const [first = ''] = name.slice(0, -1).filter((word) => bare(word).length > 1);
  const family = last
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.filter((part) => part !== 's')
    .at(-1);
  if (family === undefined) return undefined;
  return { claimant, full: name.join(' '), given: PARTICLES.has(first) ? '' : bare(first), family };
}

/** A short form ends as one longer name does, and no other longer name does. */
function bodyKeys(claimants: readonly Claimant[]): ReadonlyMap<string, string> {
  const bodies = claimants
    .filter(({ role }) => role === 'body')
    .map((claimant) => ({ claimant, words: bodyWords(claimant.name) }));
  const byEnding = groupBy(
    bodies.flatMap((body) => body.words.map((_, at) => ({ body, end: endOf(body.words, at) }))),
    ({ end }) => end,
  );
  return new Map(
    bodies.map(({ claimant, words }) => {
      const isShort = words.length > 1 || /^the\s/i.test(claimant.name);
      const longer = isShort ? (byEnding.get(endOf(words)) ?? []).map(({ body }) => body) : [];
      const longest = longer.reduce(
        (best, one) => (one.words.length > best.length ? one.words : best),
        words,
      );
      const isOne = longer.every((other) => endsWith(longest, other.words));
      return [idOf(claimant), `voice:${(isOne ? longest : words).join(' ')}`];
    }),
  );
}

const endOf = (words: readonly string[], from = 0): string => words.slice(from).join(' ');

const endsWith = (long: readonly string[], short: readonly string[]): boolean =>
  short.length > 0 && ` ${endOf(long)}`.endsWith(` ${endOf(short)}`);

function bodyWords(name: string): readonly string[] {
  const shortened = name
    .replace(/\bu\.s\.(?:a\.)?|\bunited states\b|\bamerican\b/gi, 'us')
    .replace(/\bu\.k\.|\bunited kingdom\b|\bbritish\b/gi, 'uk')
    .replace(/\bu\.n\.|\bunited nations\b/gi, 'un');
  return comparableName(shortened)
    .split(' ')
    .filter((word) => word !== '');
}

/** `the head of the command` is the person whom some quote puts in apposition to it, where that is one. */
function describedKeys(
  claimants: readonly Claimant[],
  parts: readonly (readonly Claim[])[],
  keys: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  const people = groupBy(
    claimants.flatMap((one) => personName(one) ?? []),
    ({ full }) => full,
  );
  const described = claimants
    .filter((one) => one.role === 'official' && !keys.has(idOf(one)))
    .map((one) => ({ id: idOf(one), description: one.name.replace(/^(?:the|a|an)\s+/i, '') }));
  if (described.length === 0 || people.size === 0) return [];
  const quotes = new Set(parts.flatMap((part) => part.map(({ quote }) => quote.text)));
  const descriptions = new Set(described.map(({ description }) => description));
  const beside = appositions(quotes, [...descriptions], [...people.keys()]);
  return described.flatMap(({ id, description }) => {
    const named = [...(beside.get(description) ?? [])].flatMap((name) => people.get(name) ?? []);
    const found = new Set(named.map(({ claimant }) => keys.get(idOf(claimant))));
    const [key] = found;
    return found.size === 1 && key !== undefined ? [[id, key] as const] : [];
  });
}

/** The body that a spokesman speaks for, where the name or a quote says so: `the Pentagon`; else null. */
export function bodySpokenFor({ name }: Claimant, quote: string): string | null {
  if (!/\bspokes/i.test(`${name} ${quote}`)) return null;
  const titled = /^(?<body>.+?) spokes(?:man|woman|person)\b/i.exec(name)?.groups?.['body'];
  if (titled !== undefined && !/^(?:a|an|the|one)$/i.test(titled)) return titled;
  const last = escapeRegExp(name.split(/\s+/).at(-1) ?? '');
  const words = "(?:[\\p{L}.'’-]+ ?){1,6}";
  const described = new RegExp(`^an? spokes\\w+ (?:for|of) (?<body>${words})$`, 'iu').exec(name);
  const beside = new RegExp(
    `\\b${last}, (?:an? |the )?spokes\\w+ (?:for|of) (?<body>${words})[,.]`,
    'iu',
  ).exec(quote);
  return (described ?? beside)?.groups?.['body']?.trim() ?? null;
}
