import { WirebriefError } from '@wirebrief/kernel';
import { z } from 'zod';

import { elementFault } from '../blocks/validate';
import { decimal } from './decimal';

const points = z.number().min(0).max(400);
const colourName = z.string().regex(/^(#[0-9a-fA-F]{6}|[a-z][a-z0-9-]*)$/);
const sides = z.union([
  points,
  z.strictObject({
    top: points.default(0),
    right: points.default(0),
    bottom: points.default(0),
    left: points.default(0),
  }),
]);
const border = z.strictObject({
  side: z.enum(['top', 'right', 'bottom', 'left', 'all']),
  width: points,
  color: colourName,
});

const emSize = z
  .string()
  .regex(/^\d*\.?\d+em$/)
  .refine((size) => parseFloat(size) >= 0.3 && parseFloat(size) <= 6, 'must be 0.3em to 6em');

const style = z.strictObject({
  /** `body`, `heading`, `mono`, or a family named in `fonts.faces`. */
  font: z.string().optional(),
  weight: z.number().int().min(100).max(900).optional(),
  italic: z.boolean().optional(),
  /** Points, or a multiple of the size around it as `0.8em`. */
  size: z.union([z.number().min(4).max(96), emSize]).optional(),
  /** Line height as a multiple of the size. */
  leading: z.number().min(1).max(3).optional(),
  color: colourName.optional(),
  background: colourName.optional(),
  border: z.union([border, z.array(border)]).optional(),
  padding: sides.optional(),
  spaceBefore: points.optional(),
  spaceAfter: points.optional(),
  keepNext: z.boolean().optional(),
  /** Left indent; for lists the room for the marker; for a `dl` with `labelWidth` none. */
  indent: points.optional(),
  letterSpacing: z.number().min(-2).max(10).optional(),
  textTransform: z.literal('none').optional(),
  align: z.enum(['start', 'center', 'end']).optional(),
  underline: z.boolean().optional(),
  /** Raises the baseline by this multiple of the size. */
  rise: z.number().min(-1).max(1).optional(),
  /** Gap between the cells of `data-columns`, and between a term and its details. */
  gap: points.optional(),
  /** Sets terms of a `dl` in a column of this width beside their details. */
  labelWidth: points.optional(),
});

const face = z.strictObject({
  family: z.string(),
  weight: z.number().int().min(100).max(900),
  italic: z.boolean(),
  /** Absolute path, a path from the folder of the theme as `./file`, or that of a file in an installed package. */
  file: z.string(),
});

const themeSchema = z.strictObject({
  page: z.strictObject({
    size: z.enum(['A4', 'Letter']),
    margins: z.strictObject({ top: points, right: points, bottom: points, left: points }),
  }),
  fonts: z.strictObject({
    body: z.string(),
    heading: z.string(),
    mono: z.string().optional(),
    fallback: z.array(z.string()),
    faces: z.array(face).min(1),
  }),
  /** Named colours; the HTML edition has them as `--color-name`. */
  colors: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.string().regex(/^#[0-9a-fA-F]{6}$/)),
  /** Multiplies every size and space of text in both media: 1.6 makes large print. */
  scale: z.number().min(0.7).max(2.5).default(1),
  text: z.strictObject({
    size: z.number().min(6).max(30),
    leading: z.number().min(1).max(3),
    color: colourName,
  }),
  /** By `tag`, `.class` or `tag.class`; later and more exact ones win. */
  styles: z.record(z.string().regex(/^([a-z0-9]+)?(\.[A-Za-z0-9_-]+)?$/), style),
});

/** How a document looks in print: page, fonts, colours and a style for each element and class. */
export type Theme = z.infer<typeof themeSchema>;
export type StyleRule = z.infer<typeof style>;
export type BorderRule = z.infer<typeof border>;

/** What is wrong at one place of a theme. */
export interface ThemeFault {
  /** Keys and indexes from the root. */
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

/** Throws WB_THEME_INVALID naming the first entry that is wrong. */
export function parseTheme(json: unknown): Theme {
  const { theme, faults } = readThemeJson(json);
  for (const { path, text } of faults) throw invalid(`${path.join('.')}: ${text}`);
  return theme as Theme;
}

/** The theme, where it has the shape of one, and everything that is wrong with it. */
export function readThemeJson(json: unknown): {
  readonly theme?: Theme;
  readonly faults: readonly ThemeFault[];
} {
  const result = themeSchema.safeParse(json);
  return result.success
    ? { theme: scaled(result.data), faults: faultsOf(result.data) }
    : { faults: result.error.issues.flatMap(shapeFaults) };
}

export const PAGE_SIZES = {
  A4: { width: 595.28, height: 841.89 },
  Letter: { width: 612, height: 792 },
} as const;

/** Points each way: with less than this, lines hold a word or two and pages a few lines. */
const LEAST_ROOM = 200;

function roomFaults({ page }: Theme): readonly ThemeFault[] {
  const { width, height } = PAGE_SIZES[page.size];
  const { top, right, bottom, left } = page.margins;
  const isRoomy = width - left - right >= LEAST_ROOM && height - top - bottom >= LEAST_ROOM;
  const text = `they leave less than ${LEAST_ROOM} points of the page for text`;
  return isRoomy ? [] : [{ path: ['page', 'margins'], text }];
}

/** Styles of what documents do not have. */
function selectorFaults({ styles }: Theme): readonly ThemeFault[] {
  return Object.keys(styles).flatMap((name) => {
    const [tag = ''] = name.split('.');
    const fault = tag === '' ? null : elementFault(tag);
    return fault === null ? [] : [{ path: ['styles', name], text: fault }];
  });
}

/** The theme with its scale in every length of text; page and margins stay. */
function scaled(theme: Theme): Theme {
  const { scale, text, styles } = theme;
  if (scale === 1) return theme;
  const length = (value: number): number => decimal(value * scale);
  const rule = (style: StyleRule): StyleRule =>
    Object.fromEntries(
      Object.entries(style).map(([name, value]): [string, unknown] => {
        if (typeof value === 'number') return [name, LENGTHS.has(name) ? length(value) : value];
        if (name !== 'padding') return [name, value];
        const padding = Object.entries(value as Readonly<Record<string, number>>);
        return [name, Object.fromEntries(padding.map(([side, size]) => [side, length(size)]))];
      }),
    );
  return {
    ...theme,
    text: { ...text, size: length(text.size) },
    styles: Object.fromEntries(Object.entries(styles).map(([name, style]) => [name, rule(style)])),
  };
}

const LENGTHS: ReadonlySet<string> = new Set([
  ...['size', 'spaceBefore', 'spaceAfter', 'padding', 'indent', 'gap', 'labelWidth'],
]);

function shapeFaults(issue: z.core.$ZodIssue): readonly ThemeFault[] {
  const { path, message } = issue;
  if (issue.code !== 'unrecognized_keys') return [{ path, text: message }];
  return issue.keys.map((key) => ({ path: [...path, key], text: 'there is no such entry' }));
}

function faultsOf(theme: Theme): readonly ThemeFault[] {
  return [...roomFaults(theme), ...selectorFaults(theme), ...nameFaults(theme)];
}

/** Names of fonts and colours that the theme does not explain. */
function nameFaults({ fonts, colors, text, styles }: Theme): readonly ThemeFault[] {
  const families = new Set(fonts.faces.map((entry) => entry.family));
  const faults: ThemeFault[] = [];
  const family = (path: readonly PropertyKey[], name: string | undefined): void => {
    if (name !== undefined && !families.has(name))
      faults.push({ path, text: `fonts.faces has no file for the family ${name}` });
  };
  const colour = (path: readonly PropertyKey[], name: string | undefined): void => {
    if (name !== undefined && !name.startsWith('#') && colors[name] === undefined)
      faults.push({ path, text: `no colour is named ${name}` });
  };
  for (const key of ['body', 'heading', 'mono'] as const) family(['fonts', key], fonts[key]);
  fonts.fallback.forEach((name, index) => {
    family(['fonts', 'fallback', index], name);
  });
  colour(['text', 'color'], text.color);
  for (const [name, rule] of Object.entries(styles)) {
    const at = ['styles', name];
    colour([...at, 'color'], rule.color);
    colour([...at, 'background'], rule.background);
    for (const border of rule.border === undefined ? [] : [rule.border].flat())
      colour([...at, 'border'], border.color);
    if (rule.font !== undefined && !['body', 'heading', 'mono', ...families].includes(rule.font))
      faults.push({ path: [...at, 'font'], text: `no font is named ${rule.font}` });
  }
  return faults;
}

function invalid(what: string): WirebriefError {
  return new WirebriefError(
    'WB_THEME_INVALID',
    'invalid',
    `The theme is not valid: ${what}.`,
    'Correct theme.json; docs/templates.md lists its entries.',
  );
}
