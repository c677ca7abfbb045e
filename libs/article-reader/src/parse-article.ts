import { type ArticleUpdateInput, MAX_TEXT_LENGTH } from '@wirebrief/newsroom';
import { decode } from './decode';
import type * as HtmlArticle from './html/html-article';
import { inputError } from './input-errors';
import { readJsonArticle } from './json-article';
import { formOf, type InputSource, refuseBinary } from './media-type';
import { readPlainText } from './plain-text';

/**
 * An article from plain text, an HTML page or JSON, found out by content and then by name. Only what the input itself
 * says is filled in. Throws a WirebriefError `WB_INPUT_...` for everything that is no article.
 */
export function parseArticle(bytes: Uint8Array, source: InputSource): ArticleUpdateInput {
  const { name } = source;
  if (bytes.byteLength === 0) throw empty(name);
  refuseBinary(bytes, name);
  const article = read(decode(bytes, source), source);
  return requireText(article, name);
}

function read(text: string, source: InputSource): ArticleUpdateInput {
  const form = formOf(text, source);
  if (form === 'text') return readPlainText(text);
  if (form === 'json') return readJsonArticle(text, source.name);
  return htmlReader().readHtmlArticle(text, source.name);
}

/** Loaded when needed: the HTML parser takes 50 ms, for which a plain text shall not wait. */
function htmlReader(): typeof HtmlArticle {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the only way to load late and stay synchronous
  return require('./html/html-article') as typeof HtmlArticle;
}

function requireText(article: ArticleUpdateInput, name: string): ArticleUpdateInput {
  const { kind = 'article', text = '' } = article;
  if (kind === 'article' && text.trim() === '') throw empty(name);
  if (text.length <= MAX_TEXT_LENGTH) return article;
  throw inputError('WB_INPUT_TEXT_TOO_LONG', 'too-large', [
    `The article in ${name} has ${text.length} characters; ${MAX_TEXT_LENGTH} are taken.`,
    'Split it into several articles, or leave out what does not belong to the article.',
  ]);
}

function empty(name: string) {
  return inputError('WB_INPUT_EMPTY', 'invalid', [
    `${name} holds no article text.`,
    'Give a file with the text of an article. Pages that load their text by script must be saved from the browser.',
  ]);
}
