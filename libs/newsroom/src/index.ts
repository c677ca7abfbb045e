export { type ArticleCommand, articleDecider, type ArticleState } from './article.decider';
export {
  type ArticleEvent,
  type ArticleIdentity,
  type Revision,
  type Withdrawal,
} from './article.events';
export { isOlder, type KnownRevision } from './revision';
export {
  articleIdOf,
  type ArticleUpdate,
  type ArticleUpdateInput,
  articleUpdateSchema,
  MAX_TEXT_LENGTH,
} from './update';
