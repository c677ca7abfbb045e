export { readArticleFile } from './read-article-file';
