export { optionTaxonomy } from './data/option-taxonomy';
export {
  type EvaluationArticle,
  type EvaluationIncident,
  type MucPrediction,
  predictMuc,
  predictStory,
  type StoryPlace,
  type StoryPrediction,
} from './evaluation';
export { RuleExtractor } from './rule-extractor';
