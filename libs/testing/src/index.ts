export { ARTICLE_PAGES } from './article-pages';
export { itBehavesAsABlobStore } from './blob-store.contract';
export { DEPOT_ARTICLE, DEPOT_STRIKE } from './depot-strike';
export { itBehavesAsAnExtractor } from './extractor.contract';
export { emptyBriefing, exampleBriefing } from './briefing-fixture';
export { DelegatingEventStore } from './event-store/delegating.event-store';
export { eventStoreContract, eventStoreLaws } from './event-store/event-store.contract';
export { type ImportTarget, logImportContract } from './event-store/log-import.contract';
export { EXAMPLE_RECORDS, recordAt } from './event-store/log-records';
export { type Law, runLaw, type StoreFactory } from './event-store/law';
export {
  type NatsBinary,
  type NatsCluster,
  natsFolder,
  type NatsServer,
  natsServers,
  startNatsCluster,
  startNatsServer,
  suitableNatsServers,
} from './nats';
export { historyOf, specify } from './specification';
export {
  articleUpdate,
  type ArticleSketch,
  claimant,
  figure,
  noneKnown,
  option,
  placed,
  position,
  StoryTimeline,
  strikeFact,
  textWith,
} from './story-builder';
export { projectionStoreContract } from './event-store/projection-store.contract';
export { layoutCheck } from './pdf/layout-check';
export { readPdfFile } from './pdf/pdf-file';
export {
  pdfAttachment,
  pdfFonts,
  pdfInfo,
  pdfStructureText,
  pdfText,
  pdfWordBoxes,
  qpdfCheck,
  type WordBox,
} from './pdf/poppler';
export { readStructure, structureText } from './pdf/structure-tree';
export { type RuleFailure, uaCheck } from './pdf/uacheck';
export { firstMissingWord, htmlWords, wordsOf } from './pdf/words';
export {
  commitsOf,
  CountingExtractor,
  type EngineUnderTest,
  JsonRenderer,
  openEngine,
  TEST_META,
  testEventStore,
  tollUpdate,
} from './engine-harness';
