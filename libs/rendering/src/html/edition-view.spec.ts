import { type Briefing } from '@wirebrief/briefing';
import { emptyBriefing, exampleBriefing } from '@wirebrief/testing';

import { editionView, printableBriefing } from './edition-view';

const rest = { sources: 'words', highlights: 0, keyFigures: 0, changes: 0 } as const;
const words = { language: 'en', direction: 'ltr', editionName: 'Edition 3', rest } as const;
const viewOf = (briefing: Briefing) => editionView(printableBriefing(briefing), words);

it('sets what the striking party accepts beside what is reported of the same group', () => {
  const rows = viewOf(exampleBriefing()).tollRanges;
  const [civilians] = rows;
  expect(rows.map(({ label }) => label)).toEqual([
    'Civilians killed',
    'Children killed',
    'Militants killed',
    'People injured, status not stated',
  ]);
  expect(civilians?.reported?.value).toBe('0–10');
  expect(civilians?.conceded?.value).toBe('10 or fewer');
});

it('keeps an accepted figure that nobody else reports', () => {
  const briefing = exampleBriefing();
  const rows = viewOf({ ...briefing, toll: { ...briefing.toll, ranges: [] } }).tollRanges;
  expect(rows.map(({ label, reported }) => [label, reported])).toEqual([
    ['Civilians killed', null],
    ['Children killed', null],
  ]);
});

it('tells a cause once for all that it changed, in the order of the first of each', () => {
  const [change] = exampleBriefing().changes.entries;
  if (change === undefined) throw new Error('the example has changes');
  const entries = [
    { ...change, subject: 'a', why: 'One.' },
    { ...change, subject: 'b', why: 'Two.' },
    { ...change, subject: 'c', why: 'One.' },
  ];
  const briefing = { ...exampleBriefing(), changes: { since: 2, entries } };
  const groups = viewOf(briefing).changeGroups;
  expect(groups.map(({ why }) => why)).toEqual(['One.', 'Two.']);
  expect(groups.map((group) => group.entries.map(({ subject }) => subject).join(''))).toEqual([
    'ac',
    'b',
  ]);
});

it('tells a figure of another incident once, with all who give it', () => {
  const citations = exampleBriefing().highlights.flatMap((highlight) => highlight.citations);
  const figureOf = (value: string, claimant: string) => {
    return { label: 'Service members killed', value, claimant, citations };
  };
  const figures = [
    figureOf('13', 'officials'),
    figureOf('12', 'a medic'),
    figureOf('13', 'a base'),
  ];
  const otherIncidents = [{ label: 'Bombing', figures }];
  const [incident] = viewOf({ ...exampleBriefing(), otherIncidents }).otherIncidents;
  expect(incident?.rows).toMatchObject([
    { value: '13', claimants: [{ claimant: 'officials', citations }, { claimant: 'a base' }] },
    { value: '12', claimants: [{ claimant: 'a medic' }] },
  ]);
});

it.each([
  [0, 1],
  [1, 1],
  [4, 4],
  [5, 3],
  [6, 3],
  [7, 4],
  [9, 3],
])('sets %d key figures in rows of %d', (count, columns) => {
  const [figure] = exampleBriefing().keyFigures;
  const keyFigures = Array.from({ length: count }, () => figure).flatMap((item) => item ?? []);
  expect(viewOf({ ...exampleBriefing(), keyFigures }).keyFigureColumns).toBe(columns);
});

it('gives contents to a long edition only', () => {
  expect(viewOf(exampleBriefing()).isLong).toBe(true);
  expect(viewOf(emptyBriefing()).isLong).toBe(false);
});

it('replaces ids that are unusable or taken, and keeps the others', () => {
  const briefing = exampleBriefing();
  const [first, second] = briefing.sources;
  if (first === undefined || second === undefined) throw new Error('the example has sources');
  const sources = [{ ...first, anchor: '"><b' }, { ...second, anchor: 'main' }, second, second];
  const anchors = printableBriefing({ ...briefing, sources }).sources.map(({ anchor }) => anchor);
  expect(anchors).toEqual(['entry-1', 'entry-2', 'source-2', 'entry-4']);
});

it('reads an unknown time zone as UTC', () => {
  expect(viewOf({ ...exampleBriefing(), timeZone: 'Nowhere' })).toMatchObject({
    timeZone: 'UTC',
    isLocal: false,
  });
});

it.each([
  ['2021-08-29T14:05:09Z', '2021-08-29T14:05:58Z', '2021-08-29T14:05:58Z'],
  ['2021-08-29T14:05:59Z', '2021-08-29T14:06:00Z', '2021-08-29T14:05:59Z'],
])('names a period from %s to %s once when both read the same', (from, to, printed) => {
  const briefing = exampleBriefing();
  const view = viewOf({ ...briefing, edition: { ...briefing.edition, period: { from, to } } });
  expect(view.edition.period).toEqual({ from: printed, to });
});

it('tells figures that stand as they did from those that moved', () => {
  const briefing = exampleBriefing();
  const [figure] = briefing.keyFigures;
  if (figure === undefined) throw new Error('The example has key figures.');
  const keyFigures = ['unchanged', 'was 9', ''].map((change) => ({ ...figure, change }));
  const view = viewOf({ ...briefing, keyFigures });
  expect(view.keyFigures.map(({ isUnchanged }) => isUnchanged)).toEqual([true, false, false]);
});
