import { type Briefing, type Citation } from './briefing';
import { capital } from './phrases';

/** A figure that an edition prints, under a reference made of what is printed. */
export interface PrintedFigure {
  /** `civilians-killed`, `relatives-people-killed`, or the label of a quote, `3a`. Unique in the edition. */
  readonly ref: string;
  readonly label: string;
  readonly value: string;
  /** How it came about, as printed with it; empty where it is one claimant's. */
  readonly rule: string;
  readonly citations: readonly Citation[];
}

/** Every figure of an edition that leads to a quote: the summary, each cell of the table, other incidents, history. */
export function printedFigures(briefing: Briefing): readonly PrintedFigure[] {
  const { keyFigures, toll, otherIncidents } = briefing;
  const figures = [
    ...keyFigures.map(({ label, value, caveat, citations }) => ({
      ...{ path: [label], label, value, rule: caveat, citations },
    })),
    ...toll.ranges.map((range) => ({ ...range, path: [range.label], rule: RANGE })),
    ...toll.conceded.map((range) => ({
      ...range,
      path: ['conceded', range.label],
      rule: CONCEDED,
    })),
    ...toll.rows.flatMap(({ claimant, killed, injured, children }) => [
      ...cells(claimant, 'killed', killed),
      ...cells(claimant, 'injured', injured),
      ...cells(claimant, 'children', children),
    ]),
    ...otherIncidents.flatMap((other) =>
      other.figures.map((figure) => ({
        ...{ ...figure, path: [other.label, figure.label, figure.claimant], rule: '' },
        label: `${other.label}: ${figure.label}, according to ${figure.claimant}`,
      })),
    ),
    ...toll.history.map((entry, index) => ({
      ...{ path: ['history', String(index + 1)], value: entry.value, citations: entry.citations },
      label: `${entry.label}, according to ${entry.claimant}`,
      rule: `No longer current: ${entry.reason}.`,
    })),
  ];
  const seen = new Set<string>();
  return figures.flatMap(({ path, label, value, rule, citations }) => {
    const ref = slugOf(path.join(' '));
    if (citations.length === 0 || seen.has(ref)) return [];
    seen.add(ref);
    return [{ ref, label, value, rule, citations }];
  });
}

/** The figure of a reference or a printed label, or the quote of a printed citation. */
export function findFigure(briefing: Briefing, ref: string): PrintedFigure | undefined {
  const wanted = slugOf(ref);
  const figure = printedFigures(briefing).find((one) => one.ref === wanted);
  if (figure !== undefined) return figure;
  for (const { outlet, quotes } of briefing.sources)
    for (const { label, anchor, text } of quotes)
      if (label === ref.toLowerCase())
        return { ref: label, label: outlet, value: text, rule: '', citations: [{ label, anchor }] };
  return undefined;
}

const RANGE = 'From the lowest to the highest figure now reported; not a sum.';
const CONCEDED = 'What the striking party accepts; not merged with what others report.';

type Cells = Briefing['toll']['rows'][number]['killed'];

function cells(claimant: string, column: string, list: Cells) {
  return list.map(({ value, group, citations }) => {
    // All cells of the column of children are of one group.
    const what = group === column ? [group] : [group, column];
    const label = `${capital(what.join(' '))}, according to ${claimant}`;
    return { path: [claimant, ...what], label, value, rule: '', citations };
  });
}

function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}
