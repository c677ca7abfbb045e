export { type InputSource } from './media-type';
export { parseArticle } from './parse-article';
export { readArticleFile } from './read-article-file';
