import { type ArticleUpdateInput, MAX_TEXT_LENGTH } from '@wirebrief/newsroom';
import { decode } from './decode';
import { displayName, inputError } from './input-errors';
import { readJsonArticle } from './json-article';
import { formOf, type InputSource, refuseBinary } from './media-type';
import { readPlainText } from './plain-text';

/**
 * An article from plain text, an HTML page or JSON, found out by content and then by name. Only what the input itself
 * says is filled in. Rejects with a WirebriefError `WB_INPUT_...` for everything that is no article.
 */
export async function parseArticle(
  bytes: Uint8Array,
  source: InputSource,
): Promise<ArticleUpdateInput> {
  const named = { ...source, name: displayName(source.name) };
  if (bytes.byteLength === 0) throw empty(named.name);
  refuseBinary(bytes, named.name);
  const article = await read(decode(bytes, named), named);
  return requireText(article, named.name);
}

async function read(text: string, source: InputSource): Promise<ArticleUpdateInput> {
  const form = formOf(text, source);
  if (form === 'text') return readPlainText(text);
  if (form === 'json') return readJsonArticle(text, source.name);
  // Loaded when needed: the HTML parser costs 50 ms, which a plain text does not have to wait for.
  const { readHtmlArticle } = await import('./html/html-article');
  return readHtmlArticle(text, source.name);
}

function requireText(article: ArticleUpdateInput, name: string): ArticleUpdateInput {
  const { kind = 'article', text = '' } = article;
  if (kind === 'article' && text.trim() === '') throw empty(name);
  if (text.length <= MAX_TEXT_LENGTH) return article;
  throw inputError('TEXT_TOO_LONG', 'too-large', [
    `The article in ${name} has ${text.length} characters; ${MAX_TEXT_LENGTH} are taken.`,
    'Split it into several articles, or leave out what does not belong to the article.',
  ]);
}

function empty(name: string) {
  return inputError('EMPTY', 'invalid', [
    `${name} holds no article text.`,
    'Give a file with the text of an article. Pages that load their text by script must be saved from the browser.',
  ]);
}
