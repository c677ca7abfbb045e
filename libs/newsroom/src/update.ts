import { sha256 } from '@wirebrief/kernel';
import { z } from 'zod';

/** Longest article text that is taken, in UTF-16 code units: a long page is a tenth of it. */
export const MAX_TEXT_LENGTH = 200_000;

const shortText = z.string().trim().max(500);
const longText = z.string().trim().max(5000);
/** What identifies may be left out but not left empty: an empty id would make one article of many. */
const name = shortText.min(1);
const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error:
    'must be a day such as "2021-08-29" or an instant with its zone such as "2021-08-29T12:30:00Z"',
});

/** What arrives: a new article, a new revision of one, or the word that one is withheld or killed. */
export const articleUpdateSchema = z.strictObject({
  kind: z.enum(['article', 'withheld', 'kill']).default('article'),
  source: name
    .optional()
    .describe(
      'Who delivers: a feed, an agency, a host name. With `itemId` it identifies the article.',
    ),
  itemId: name
    .optional()
    .describe("The source's own id of the item, the same for all its versions."),
  version: z
    .int()
    .nonnegative()
    .optional()
    .describe("The provider's version number, where it counts."),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  outlet: name.optional(),
  headline: shortText.optional(),
  byline: shortText.optional(),
  published: instant.optional().describe('When the item was first published.'),
  updated: instant.optional().describe('When this version was made.'),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 tag such as "en"')
    .optional(),
  genre: z.enum(['report', 'analysis', 'opinion']).default('report'),
  note: longText
    .optional()
    .describe("The outlet's own public note on this version, for instance a correction."),
  partial: z
    .boolean()
    .optional()
    .describe(
      'Whether the text is not all of it, such as a summary: it never replaces a full one.',
    ),
  embargoedUntil: z.iso
    .datetime({ offset: true })
    .nullable()
    .optional()
    .describe(
      'Nothing of this version is used before this instant; null: until it is sent again without.',
    ),
  replaces: z
    .array(name)
    .max(50)
    .optional()
    .describe('Items that this one stands in place of: ids of the same source, or URLs.'),
  editorNote: longText.optional().describe('For desks only; never printed.'),
  reason: longText.optional().describe('Why it is withheld or killed.'),
  stories: z
    .array(z.string().max(64))
    .max(50)
    .optional()
    .describe('Ids of the stories it belongs to; without it, stories are found by their terms.'),
  text: z.string().max(MAX_TEXT_LENGTH).default(''),
});

export type ArticleUpdate = z.infer<typeof articleUpdateSchema>;
/** An update as a sender writes it: all but what identifies and what it says is optional. */
export type ArticleUpdateInput = z.input<typeof articleUpdateSchema>;

/** The same article keeps its id: by source and item id, else by URL, else by what it says. */
export function articleIdOf(update: ArticleUpdate): string {
  return `a-${sha256(identityOf(update)).slice(0, 24)}`;
}

/** Ids of the articles that an update stands in place of: what looks like a URL may be an item's id or its address. */
export function replacedBy(update: ArticleUpdate): readonly string[] {
  const { url, ...rest } = update;
  const ids = (update.replaces ?? []).flatMap((ref) => {
    const byItem = articleIdOf({ ...rest, itemId: ref });
    if (!URL.canParse(ref)) return [byItem];
    const { itemId, ...nameless } = rest;
    return [byItem, articleIdOf({ ...nameless, url: ref })];
  });
  const own = articleIdOf(update);
  return [...new Set(ids)].filter((id) => id !== own);
}

function identityOf(update: ArticleUpdate): string {
  if (update.itemId !== undefined) {
    const host = update.url === undefined ? '' : hostOf(update.url);
    return `item|${update.source ?? update.outlet ?? host}|${update.itemId}`;
  }
  if (update.url !== undefined) return `url|${comparableUrl(update.url)}`;
  return `text|${update.outlet ?? ''}|${update.headline ?? ''}|${update.text}`;
}

/** Scheme, `www.`, fragment, tracking parameters and a closing slash do not make another article. */
function comparableUrl(text: string): string {
  const url = new URL(text);
  for (const name of [...url.searchParams.keys()]) {
    if (/^(utm_|fbclid$|gclid$)/.test(name)) url.searchParams.delete(name);
  }
  url.searchParams.sort();
  const path = url.pathname.replace(/\/+$/, '');
  return `${hostOf(text)}${path}${url.search}`;
}

export function hostOf(url: string): string {
  return new URL(url).host.replace(/^www\./, '');
}

/** An instant as RFC 3339 in UTC; a bare date stays a date. Null where there is none. */
export function instantInUtc(text: string | undefined): string | null {
  if (text === undefined) return null;
  return text.includes('T') && !text.endsWith('Z') ? new Date(text).toISOString() : text;
}
