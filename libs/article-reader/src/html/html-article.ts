import { type ArticleUpdateInput } from '@wirebrief/newsroom';
import { normaliseText } from '../normalise';
import { mainParagraphs } from './main-text';
import { metadataOf } from './metadata';
import { parsePage, textOfMarkup } from './page';

/** The article on a page: what the page says of itself, and its main text with a blank line between paragraphs. */
export function readHtmlArticle(html: string, name: string): ArticleUpdateInput {
  const root = parsePage(html, name);
  const { fields, body } = metadataOf(root);
  const shown = normaliseText(mainParagraphs(root).filter(isNot(fields.headline)).join('\n\n'));
  return { ...fields, text: isFuller(body, shown) ? bodyText(body) : shown };
}

const isNot = (headline: string | undefined) => (paragraph: string) => paragraph !== headline;

/** A page whose text comes by script, or stops after a paragraph, may still carry all of it in its JSON-LD. */
function isFuller(body: string | undefined, shown: string): body is string {
  return body !== undefined && body.length > 2 * shown.length;
}

function bodyText(body: string): string {
  const paragraphs = body.split(/(?:\r?\n)+|<\/p>|<br\s*\/?>/i).map(textOfMarkup);
  return normaliseText(
    paragraphs
      .map((text) => text.trim())
      .filter(Boolean)
      .join('\n\n'),
  );
}
