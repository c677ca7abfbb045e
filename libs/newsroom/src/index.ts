export { type ArticleCommand, articleDecider } from './article.decider';
export { type ArticleState } from './article.state';
export {
  type ArticleEvent,
  type ArticleIdentity,
  type Revision,
  type Withdrawal,
} from './article.events';
export { isOlder, type KnownRevision, outletTime } from './revision';
export {
  articleIdOf,
  type ArticleUpdate,
  type ArticleUpdateInput,
  articleUpdateSchema,
  MAX_TEXT_LENGTH,
  replacedBy,
} from './update';
