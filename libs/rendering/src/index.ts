export { renderEditionHtml, renderErrorHtml, renderIndexHtml, renderStoryHtml } from './html/render-html';
export {
  type ArticleEntry,
  type EditionEntry,
  type EditionFiles,
  type ErrorModel,
  type IndexModel,
  type PageSettings,
  type StoryEntry,
  type StoryModel,
} from './html/site-models';
export { loadTemplates, type Templates } from './html/templates';
