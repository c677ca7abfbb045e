import { type FontLibrary } from '../fonts/library';
import { type FontStack } from '../fonts/font-stack';
import { decimal } from './decimal';
import { type BorderRule, type StyleRule, type Theme } from './theme';

export interface Sides {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface Border {
  readonly side: Exclude<BorderRule['side'], 'all'>;
  readonly width: number;
  readonly color: string;
}

/** A style with nothing left open. Lengths in points, colours as PDF operands (`0.1 0.2 0.3`). */
export interface Style {
  readonly stack: FontStack;
  readonly family: string;
  readonly weight: number;
  readonly italic: boolean;
  readonly size: number;
  readonly leading: number;
  readonly color: string;
  readonly letterSpacing: number;
  readonly align: 'start' | 'center' | 'end';
  readonly underline: boolean;
  readonly rise: number;
  readonly background?: string;
  readonly borders: readonly Border[];
  readonly padding: Sides;
  readonly spaceBefore: number;
  readonly spaceAfter: number;
  readonly keepNext: boolean;
  readonly indent: number;
  readonly gap: number;
  readonly labelWidth: number;
}

/** Styles of elements, resolved once for each chain of elements and classes. */
export interface StyleResolver {
  readonly root: Style;
  readonly resolve: (parent: Style, tag: string, classes: readonly string[]) => Style;
  /** The look of text that stands directly in a box: that of the box without its edges and spaces. */
  readonly textOf: (style: Style) => Style;
  readonly colour: (name: string) => string;
  /** That of the theme, which every style has in it already. */
  readonly scale: number;
}

const NO_SIDES: Sides = { top: 0, right: 0, bottom: 0, left: 0 };

/** What a box does not take over from the box around it. */
const BOX = {
  borders: [],
  padding: NO_SIDES,
  spaceBefore: 0,
  spaceAfter: 0,
  keepNext: false,
  indent: 0,
  gap: 0,
  labelWidth: 0,
} as const;

const resolvers = new WeakMap<Theme, StyleResolver>();

/** One resolver for each theme object, so that editions of one process share resolved styles. */
export function styleResolverOf(theme: Theme, fonts: FontLibrary): StyleResolver {
  const known = resolvers.get(theme);
  if (known !== undefined) return known;
  const resolver = createStyleResolver(theme, fonts);
  resolvers.set(theme, resolver);
  return resolver;
}

function createStyleResolver(theme: Theme, fonts: FontLibrary): StyleResolver {
  const colour = (name: string): string => operands(theme.colors[name] ?? name);
  const text = { family: theme.fonts.body, weight: 400, italic: false };
  const root: Style = {
    ...BOX,
    ...text,
    stack: fonts.stack(text),
    size: decimal(theme.text.size),
    leading: theme.text.leading,
    color: colour(theme.text.color),
    letterSpacing: 0,
    align: 'start',
    underline: false,
    rise: 0,
  };
  const cache = new Map<Style, Map<string, Style>>();
  const resolve: StyleResolver['resolve'] = (parent, tag, classes) => {
    const key = classes.length === 0 ? tag : `${tag}.${classes.join('.')}`;
    const children = cache.get(parent) ?? new Map<string, Style>();
    cache.set(parent, children);
    const known = children.get(key);
    if (known !== undefined) return known;
    const style = applyRule(parent, ruleFor(theme, tag, classes), { theme, fonts, colour });
    children.set(key, style);
    return style;
  };
  const texts = new Map<Style, Style>();
  const textOf: StyleResolver['textOf'] = (style) => {
    const known = texts.get(style);
    if (known !== undefined) return known;
    const { background: _, ...rest } = style;
    const text = { ...rest, ...BOX };
    texts.set(style, text);
    return text;
  };
  return { root, resolve, textOf, colour, scale: theme.scale };
}

function ruleFor(theme: Theme, tag: string, classes: readonly string[]): StyleRule {
  const names = [
    tag,
    ...classes.map((name) => `.${name}`),
    ...classes.map((name) => `${tag}.${name}`),
  ];
  return Object.assign({}, ...names.map((name) => theme.styles[name])) as StyleRule;
}

interface Sources {
  readonly theme: Theme;
  readonly fonts: FontLibrary;
  readonly colour: (name: string) => string;
}

function applyRule(parent: Style, rule: StyleRule, sources: Sources): Style {
  const choice = {
    family: rule.font === undefined ? parent.family : familyOf(sources.theme, rule.font),
    weight: rule.weight ?? parent.weight,
    italic: rule.italic ?? parent.italic,
  };
  return {
    ...choice,
    ...boxOf(rule, sources),
    stack: sources.fonts.stack(choice),
    // As they are written: the words of a line are shown where those before them end.
    size: decimal(sizeOf(rule.size, parent.size)),
    leading: rule.leading ?? parent.leading,
    color: rule.color === undefined ? parent.color : sources.colour(rule.color),
    letterSpacing: decimal(rule.letterSpacing ?? parent.letterSpacing),
    align: rule.align ?? parent.align,
    underline: rule.underline ?? parent.underline,
    rise: rule.rise ?? parent.rise,
  };
}

function boxOf(rule: StyleRule, sources: Sources): Omit<Style, keyof Style & InheritedKey> {
  const { background, padding } = rule;
  return {
    borders: bordersOf(rule.border, sources),
    padding: typeof padding === 'number' ? evenly(padding) : (padding ?? NO_SIDES),
    spaceBefore: rule.spaceBefore ?? 0,
    spaceAfter: rule.spaceAfter ?? 0,
    keepNext: rule.keepNext ?? false,
    indent: rule.indent ?? 0,
    gap: rule.gap ?? 0,
    labelWidth: rule.labelWidth ?? 0,
    ...(background === undefined ? {} : { background: sources.colour(background) }),
  };
}

type InheritedKey =
  | 'stack'
  | 'family'
  | 'weight'
  | 'italic'
  | 'size'
  | 'leading'
  | 'color'
  | 'letterSpacing'
  | 'align'
  | 'underline'
  | 'rise';

function familyOf(theme: Theme, name: string): string {
  if (name === 'body' || name === 'heading') return theme.fonts[name];
  return name === 'mono' ? (theme.fonts.mono ?? theme.fonts.body) : name;
}

function sizeOf(size: StyleRule['size'], around: number): number {
  if (size === undefined) return around;
  return typeof size === 'number' ? size : parseFloat(size) * around;
}

function bordersOf(rule: StyleRule['border'], sources: Sources): readonly Border[] {
  if (rule === undefined) return [];
  return [rule].flat().flatMap((line) => {
    const all = line.side === 'all' ? (['top', 'right', 'bottom', 'left'] as const) : [line.side];
    return all.map((side) => ({ side, width: line.width, color: sources.colour(line.color) }));
  });
}

function evenly(width: number): Sides {
  return { top: width, right: width, bottom: width, left: width };
}

/** `#rrggbb` as the three operands of `rg` and `RG`. */
export function operands(hex: string): string {
  const value = parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255]
    .map((part) => String(Math.round((part / 255) * 1000) / 1000))
    .join(' ');
}

/** A style's padding and borders where text runs in a direction: what stands left in a theme stands where lines begin. */
export function sidesIn(
  { padding, borders }: Pick<Style, 'padding' | 'borders'>,
  direction: 'ltr' | 'rtl' | 'auto',
): Pick<Style, 'padding' | 'borders'> {
  if (direction !== 'rtl') return { padding, borders };
  return {
    padding: { ...padding, left: padding.right, right: padding.left },
    borders: borders.map((border) => ({ ...border, side: ACROSS[border.side] })),
  };
}

const ACROSS = { left: 'right', right: 'left', top: 'top', bottom: 'bottom' } as const;
