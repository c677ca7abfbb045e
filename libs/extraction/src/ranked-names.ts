import { wordSet } from './data/word-set';
import { type Token } from './tokens';

/** The name that begins with a rank or an office at a token (`Army Gen. Jo Doe`), or null. */
export const rankedNameAt = (text: string, { start, lower }: Token): string | null =>
  RANKS.has(lower) ? (NAME.exec(text.slice(start, start + LONGEST))?.[0] ?? null) : null;

const LONGEST = 60;
const RANKS = wordSet(
  'army navy air marine vice rear lt maj brig gen col capt cmdr adm sgt general colonel major captain admiral ' +
    'president defense defence foreign prime interior secretary minister senator spokesman spokeswoman',
);
const NAME =
  /^(?:(?:Army|Navy|Air Force|Marine|Vice|Rear|Lt|Maj|Brig|Gen|Col|Capt|Cmdr|Adm|Sgt|General|Colonel|Major|Captain|Admiral|President|(?:Defense|Defence|Foreign|Prime|Interior)(?=\s+(?:Secretary|Minister))|Secretary|Minister|Senator|Spokesman|Spokeswoman)\.?\s+){1,4}(?:\p{Lu}[\p{L}.'’-]*\s+){1,3}?\p{Lu}[\p{L}'’-]+(?=[\s,.;:'’])/u;
