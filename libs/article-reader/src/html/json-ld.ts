import { type Element, textOfMarkup } from './page';

/** What a schema.org NewsArticle (or kin) in a page says of itself. */
export interface LinkedArticle {
  readonly types: readonly string[];
  readonly headline?: string;
  readonly publisher?: string;
  readonly author?: string;
  readonly published?: string;
  readonly modified?: string;
  readonly language?: string;
  readonly url?: string;
  readonly body?: string;
  readonly correction?: string;
}

type Node = Readonly<Record<string, unknown>>;

const ARTICLE_TYPE = /(?:Article|BlogPosting|LiveBlogPosting|Report)$/;
const DEEPEST_NODE = 6;

/** The first article in the page's JSON-LD; blocks that are not valid JSON are passed over. */
export function linkedArticleIn(elements: readonly Element[]): LinkedArticle | undefined {
  for (const element of elements) {
    if (!isJsonLd(element)) continue;
    for (const node of nodesIn(parsed(sourceOf(element)), DEEPEST_NODE)) {
      if (typesOf(node).some((type) => ARTICLE_TYPE.test(type))) return linkedArticle(node);
    }
  }
  return undefined;
}

const isJsonLd = ({ tag, attributes }: Element) =>
  tag === 'script' && /^application\/ld\+json\b/i.test((attributes['type'] ?? '').trim());

const sourceOf = ({ children }: Element) =>
  children.filter((child) => typeof child === 'string').join('');

function parsed(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\s*(?:<!--|<!\[CDATA\[)|(?:-->|\]\]>)\s*$/g, ''));
  } catch {
    return undefined;
  }
}

function* nodesIn(value: unknown, depth: number): Generator<Node> {
  if (depth === 0) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesIn(item, depth - 1);
    return;
  }
  if (!isNode(value)) return;
  yield value;
  yield* nodesIn(value['@graph'], depth - 1);
  yield* nodesIn(value['mainEntity'], depth - 1);
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const typesOf = (node: Node) => listOf(node['@type']).filter((type) => typeof type === 'string');

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function linkedArticle(node: Node): LinkedArticle {
  const values = {
    headline: textOf(node['headline']) ?? textOf(node['name']),
    publisher: nameOf(node['publisher']),
    author: nameOf(node['author']),
    published: textOf(node['datePublished']),
    modified: textOf(node['dateModified']),
    language: nameOf(node['inLanguage']),
    url: urlOf(node['url']) ?? urlOf(node['mainEntityOfPage']) ?? urlOf(node['@id']),
    body: typeof node['articleBody'] === 'string' ? node['articleBody'] : undefined,
    correction: correctionOf(node['correction']),
  };
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return { types: typesOf(node), ...Object.fromEntries(known) };
}

/** Many sites put HTML into these values although JSON-LD has none. */
function textOf(value: unknown): string | undefined {
  const [first] = listOf(value);
  return typeof first === 'string' ? textOfMarkup(first) : undefined;
}

function nameOf(value: unknown): string | undefined {
  const names = listOf(value)
    .map((item) => textOf(isNode(item) ? item['name'] : item))
    .filter((name) => name !== undefined && !/^https?:/.test(name));
  return names.length === 0 ? undefined : names.join(', ');
}

function urlOf(value: unknown): string | undefined {
  return textOf(isNode(value) && !Array.isArray(value) ? (value['@id'] ?? value['url']) : value);
}

/** Text or CorrectionComment (schema.org/correction); a URL of a corrections page says nothing of this article. */
function correctionOf(value: unknown): string | undefined {
  const texts = listOf(value)
    .map((item) => textOf(isNode(item) ? item['text'] : item))
    .filter((text) => text !== undefined && text !== '' && !/^https?:\S+$/.test(text));
  return texts.length === 0 ? undefined : texts.join('\n');
}
