import { type Briefing, type Change, type Citation, type KeyFigure } from '@wirebrief/briefing';
import { exampleBriefing } from '@wirebrief/testing';

import { FLASH_STEPS, shortened } from './flash-steps';

const LAST = FLASH_STEPS[FLASH_STEPS.length - 1] ?? FLASH_STEPS[0];
const cited = (...labels: readonly string[]): readonly Citation[] =>
  labels.map((label) => ({ label, anchor: `quote-${label}` }));
const card = (label: string, value: string, change: string): KeyFigure => ({
  ...{ label, value, change, caveat: '' },
  citations: cited('1a', '2a', '3a', '4a'),
});
const flash = (fields: Partial<Briefing>): Briefing =>
  shortened({ ...exampleBriefing(), kind: 'flash', ...fields }, LAST);

it('drops key figures that changed last, and keeps the order of those that stay', () => {
  const keyFigures = [
    card('Civilians killed', '10', 'unchanged'),
    card('Children killed', '7', 'unchanged'),
    card('Accepted by the striking party', '10', 'was none found'),
    card('Independent sources', '15', 'was 11'),
  ];
  const labels = (list: readonly KeyFigure[]): readonly string[] =>
    flash({ keyFigures: list }).keyFigures.map(({ value }) => value);
  expect(labels(keyFigures)).toEqual(['10', '15']);
  const unchanged = keyFigures.map((one) => ({ ...one, change: 'unchanged' }));
  expect(flash({ keyFigures: unchanged }).keyFigures.map(({ label }) => label)).toEqual([
    'Civilians killed',
    'Accepted by the striking party',
  ]);
});

it.each([
  ['10', 1],
  ['3–10', 2],
  ['3–10 or more', 3],
])('leaves a figure of %s with %i citations', (value, count) => {
  const [figure] = flash({ keyFigures: [card('Civilians killed', value, '')] }).keyFigures;
  expect(figure?.citations).toEqual(cited('1a', '2a', '3a', '4a').slice(0, count));
});

it('leaves each claimant of a sentence with a citation', () => {
  const citations = cited('8b', '14b', '16a');
  const text =
    '10 according to family members, 3 according to officials, 10 according to relatives';
  expect(flash({ highlights: [{ text, citations }] }).highlights[0]?.citations).toEqual(citations);
});

it('drops lists of views before other changes, and cites each view of one that stays', () => {
  const citations = cited('1a', '2a', '3a');
  const figure: Change = {
    ...{ kind: 'added', subject: 'Civilians killed', from: null, to: '10' },
    ...{ cause: 'new source', why: '', citations },
  };
  const list: Change = { ...figure, subject: 'Drones (A: no; B: no; C: no)', isList: true };
  const entriesOf = (...entries: readonly Change[]): readonly Change[] =>
    flash({ changes: { since: 1, entries } }).changes.entries;
  expect(entriesOf(list, figure)).toMatchObject([{ subject: 'Civilians killed' }]);
  expect(entriesOf(figure)[0]?.citations).toHaveLength(1);
  expect(entriesOf(list)[0]?.citations).toEqual(citations);
});
