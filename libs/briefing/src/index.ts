export { killedSince, publishedBy, withKills } from './as-of';
export {
  type Briefing,
  type Change,
  type Citation,
  type Evidence,
  type KeyFigure,
  type Source,
  type SourceQuote,
  type Statement,
  type PositionChart,
  type PositionChartRow,
  type PositionMoment,
  type TollChart,
  type TollChartRow,
  type TollChartStep,
  type TollRange,
  type TollRow,
} from './briefing';
export { type ChangeQuote, compareStates, type StateChange } from './compare';
export { compose, type Composed, type ComposeRequest } from './compose';
export { type ClaimView, claimViews } from './claim-view';
export {
  type Decision,
  type DecisionInput,
  decisionInputSchema,
  type DecisionWish,
} from './decision';
export {
  type DecisionBook,
  decisionDecider,
  holding,
  type RecordDecision,
  undoneBy,
} from './decision.decider';
export { claimIdsOf } from './claim-ids';
export { resolveDecision } from './decision-targets';
export { type EditionCount, editionDecider, type IssueEdition } from './edition.decider';
export { findFigure, type PrintedFigure, printedFigures } from './figure-refs';
export { groupBy } from './group-by';
export { hasChanged, isAccepted } from './key-figures';
export { type EditionStanding, type Recall, standingOf } from './recall';
export { editionBefore } from './edition-before';
export { CHANGE_KINDS, type ChangeKind, changesBy } from './material';
export {
  type OpenStory,
  properNames,
  storyDecider,
  type StoryHead,
  storyIdOf,
  type StoryInput,
  storyInputSchema,
} from './story.decider';
export {
  type DecisionMade,
  type EditionEvent,
  type EditionIssued,
  type IssuedFile,
  type LedgerEntry,
  type StoryDefinition,
  type StoryEvent,
} from './story.events';
export {
  articleCount,
  articleOf,
  articlesOf,
  evolveStory,
  initialStoryState,
  isStoryFact,
  STORY_FACT_TYPES,
  type StoryArticle,
  type StoryDecision,
  type StoryFact,
  type StoryState,
} from './story-state';
export { timelineRow, type TimelineRow } from './timeline';
export { isUnanalysedSource } from './unanalysed';
