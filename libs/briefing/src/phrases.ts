import { type FigureClaim, type Group } from '@wirebrief/claims';

const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** `29 August 2021` from an ISO date or instant. */
export function longDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return `${day ?? ''} ${MONTHS[(month ?? 1) - 1] ?? ''} ${year ?? ''}`;
}

/** A figure as printed: `10`, `10 or more`, `up to 10`, `dozens (24 or more)`, `none known`. */
export function figureText(
  figure: Pick<FigureClaim, 'min' | 'max' | 'qualifier' | 'wording'>,
): string {
  if (figure.qualifier === 'none known') return '0 (none known)';
  const bounds = boundsText(figure.min, figure.max);
  if (figure.qualifier === 'vague') return `${figure.wording.toLowerCase()} (${bounds})`;
  return figure.qualifier === 'about' ? `about ${bounds}` : bounds;
}

/** `7`, `7–10`, `7 or more`, `up to 10`. */
export function boundsText(min: number | null, max: number | null): string {
  if (min === null) return max === null ? 'Unknown' : `up to ${number(max)}`;
  if (max === null) return `${number(min)} or more`;
  return min === max ? number(min) : `${number(min)}–${number(max)}`;
}

const NUMBERS = new Intl.NumberFormat('en-GB');
const number = (value: number): string =>
  // Without separators, which Intl takes a microsecond to find out.
  Number.isInteger(value) && value >= 0 && value < 1000 ? `${value}` : NUMBERS.format(value);

export const EFFECT_WORD = {
  killed: 'killed',
  injured: 'injured',
  missing: 'missing',
  casualties: 'killed or injured (not told apart)',
} as const;

export const GROUP_WORD: Readonly<Record<Group, string>> = {
  civilians: 'civilians',
  children: 'children',
  women: 'women',
  men: 'men',
  'service members': 'service members',
  militants: 'militants',
  people: 'people (status not stated)',
};

/** `Civilians killed`. */
export function figureLabel(figure: Pick<FigureClaim, 'effect' | 'group'>): string {
  return capital(`${GROUP_WORD[figure.group]} ${EFFECT_WORD[figure.effect]}`);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function uncapital(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** `A`, `A and B`, `A, B and C`; after `limit` items `and 4 others`. */
export function listOf(items: readonly string[], limit = 4): string {
  const shown = items.length > limit ? items.slice(0, limit - 1) : items;
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} others`] : shown;
  if (all.length < 2) return all.join('');
  return `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${n} ${n === 1 ? singular : plural}`;
}

// Words that begin a speaker's name with a capital only because a sentence begins with them.
const COMMON_FIRST = new Set(
  (
    'the a an those these one two three four five six seven eight nine ten some several many most both all other others another ' +
    'current former senior local security medical health military family aid rescue ' +
    'officials relatives neighbours neighbors witnesses residents survivors supporters critics analysts experts ' +
    'doctors medics rescuers lawmakers diplomats families people soldiers colleagues friends'
  ).split(' '),
);

/** A speaker's name as it stands within a sentence: `Officials` becomes `officials`, `US officials` stays. */
export function withinSentence(name: string): string {
  const [first = ''] = name.split(' ');
  return name.length > 1 && COMMON_FIRST.has(first.toLowerCase()) ? uncapital(name) : name;
}
