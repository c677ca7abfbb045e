export { readArticleFile, readArticleStream } from './read-article-file';
