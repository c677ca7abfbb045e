import { compose, UNISSUED } from './compose';
import { groupBy } from './group-by';
import { capital, listOf } from './phrases';
import { readClaims } from './reading';
import { holderOf } from './speakers';
import { type StoryState } from './story-state';
import { actorOf, LINE_PHRASE, positionDate, positionMoves } from './strike';

/** What a story came to at the end of a day. */
export interface TimelineRow {
  /** ISO date. */
  readonly date: string;
  /** Articles read up to then. */
  readonly articles: number;
  /** `10 civilians`, … as ranges over what was then current. */
  readonly killed: readonly string[];
  /** What the striking party accepted up to then. */
  readonly conceded: readonly string[];
  readonly grade: string;
  /** Lines that the striking party took on that day, each by whom. */
  readonly positions: readonly string[];
}

/** `state` as of the end of `date`. */
export function timelineRow(date: string, state: StoryState): TimelineRow {
  const { toll, edition } = compose(state, UNISSUED).briefing;
  const { positions, party } = readClaims(state);
  const moves = positionMoves(positions).filter(
    (live) =>
      live.claim.line !== 'states' &&
      party.includes(holderOf(live.claim)) &&
      positionDate(live)?.slice(0, 10) === date,
  );
  const byBody = groupBy(moves, (live) => capital(actorOf(live)));
  return {
    date,
    articles: edition.articles.count,
    killed: toll.ranges
      .filter(({ effect }) => effect === 'killed')
      .map(({ label, value }) => `${label}: ${value}`),
    conceded: toll.conceded.map(({ label, value }) => `${label}: ${value}`),
    grade: toll.grade.grade,
    positions: [...byBody].map(
      ([body, lines]) =>
        `${body} ${listOf([...new Set(lines.map(({ claim }) => LINE_PHRASE[claim.line]))])}`,
    ),
  };
}
