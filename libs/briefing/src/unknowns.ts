import { type KeyFigure, type Statement, type StrikeSection, type TollRange } from './briefing';
import { uncapital } from './phrases';

const FACT_QUESTION: Readonly<Record<string, string>> = {
  Date: 'The date of the strike',
  Place: 'The place of the strike',
  'Struck by': 'Who struck',
  Weapon: 'The weapon',
  'Target as stated': 'What or whom the strike was aimed at',
};

/** What the articles read do not tell; absence is said as such and as nothing more. */
export function unknownsOf(
  strike: StrikeSection,
  cards: readonly KeyFigure[],
  ranges: readonly TollRange[],
): readonly Statement[] {
  const facts = strike.facts
    .filter(({ values }) => values.every(({ citations }) => citations.length === 0))
    .map(({ label }) => FACT_QUESTION[label] ?? label);
  const figures = cards
    .filter(({ value }) => value === 'Unknown')
    .map(({ label }) => `The number of ${uncapital(label)}`);
  const notFound = [...facts, ...figures].map((what) => ({
    text: `${what} was not found in the articles read.`,
    citations: [],
  }));
  return [...notFound, ...ranges.filter(({ disputed }) => disputed).map(unsettled)];
}

function unsettled({ label, value, citations }: TollRange): Statement {
  return {
    text: `The number of ${uncapital(label)} is not settled: reported figures contradict each other (${value}).`,
    citations,
  };
}
