import { type Block, blocksOf, type Scope, within } from './blocks';
import { type Element } from './page';

/** Shortest block that counts as a paragraph of prose, in characters. */
const PROSE_LENGTH = 60;
const MOST_LINKS = 0.5;
/** An element that holds this share of the page's prose is never dropped for its class name. */
const MAIN_SHARE = 0.5;
const BODY_SHARE = 0.35;
const CORE_SHARE = 0.8;

const TEXT_TAGS = new Set(['p', 'blockquote', 'h2', 'h3', 'h4', 'li', 'pre', 'dd', 'td']);

/** The paragraphs of the article on a page: without navigation, share bars, forms, comments and what is not shown. */
export function mainParagraphs(root: Element): readonly string[] {
  const all = blocksOf(root);
  const shareOf = proseShares(all);
  const isAside = within((scope) => scope.isBeside && shareOf(scope) < MAIN_SHARE);
  const shown = all.filter((block) => !isAside(block));
  const article = articleAmong(shown.length > 0 ? shown : all);
  const core = coreOf(article);
  // Prose always; short lines only where the prose is, and not when they are links to elsewhere.
  const isInCore = within((scope) => scope === core);
  const isLine = (block: Block) =>
    core === undefined || (TEXT_TAGS.has(block.tag) && isInCore(block));
  const belongs = (block: Block) =>
    isProse(block) || (block.linkShare < MOST_LINKS && isLine(block));
  return withoutLabels(article.filter(belongs)).map((block) => block.text);
}

const isProse = (block: Block) => block.text.length >= PROSE_LENGTH && block.linkShare < MOST_LINKS;

const proseLength = (blocks: readonly Block[]) =>
  blocks.filter(isProse).reduce((sum, block) => sum + block.text.length, 0);

/** Share of the blocks' prose that each element holds; 0 for all when there is none. */
function proseShares(blocks: readonly Block[]): (scope: Scope) => number {
  const lengths = lengthsByScope(blocks);
  const total = proseLength(blocks);
  return (scope) => (lengths.get(scope) ?? 0) / Math.max(total, 1);
}

/** Prose in each element, in characters: every element hands its own on to the one around it, innermost first. */
function lengthsByScope(blocks: readonly Block[]): ReadonlyMap<Scope, number> {
  const lengths = new Map<Scope, number>();
  for (const { scope, text } of blocks.filter(isProse)) {
    if (scope !== undefined) lengths.set(scope, (lengths.get(scope) ?? 0) + text.length);
    for (let outer = scope?.outer; outer && !lengths.has(outer); outer = outer.outer) {
      lengths.set(outer, 0);
    }
  }
  for (const scope of [...lengths.keys()].sort((a, b) => b.depth - a.depth)) {
    const { outer } = scope;
    if (outer) lengths.set(outer, (lengths.get(outer) ?? 0) + (lengths.get(scope) ?? 0));
  }
  return lengths;
}

type Mark = (element: Element) => boolean;

const isArticleBody: Mark = ({ attributes }) =>
  (attributes['itemprop'] ?? '').split(/\s+/).includes('articleBody');
const isArticle: Mark = ({ tag, attributes }) =>
  tag === 'article' || attributes['role'] === 'article';
const isMain: Mark = ({ tag, attributes }) => tag === 'main' || attributes['role'] === 'main';

/** What the page itself marks as the article, where that holds enough of the prose; else everything. */
function articleAmong(blocks: readonly Block[]): readonly Block[] {
  const total = proseLength(blocks);
  const body = insideAny(blocks, isArticleBody);
  if (body.length > 0 && proseLength(body) >= BODY_SHARE * total) return body;
  for (const mark of [isArticle, isMain]) {
    const marked = insideHeaviest(blocks, mark);
    if (marked.length > 0 && proseLength(marked) >= MAIN_SHARE * total) return marked;
  }
  return blocks;
}

function insideAny(blocks: readonly Block[], mark: Mark): readonly Block[] {
  return blocks.filter(within((scope) => mark(scope.element)));
}

/** A page may hold several articles: teasers are articles too. */
function insideHeaviest(blocks: readonly Block[], mark: Mark): readonly Block[] {
  const marked = [...lengthsByScope(blocks)].filter(([scope]) => mark(scope.element));
  const [heaviest] = marked.sort(([, a], [, b]) => b - a);
  return heaviest
    ? blocks.filter(within((scope) => scope === heaviest[0]))
    : insideAny(blocks, mark);
}

/** The innermost element around paragraphs that still holds nearly all the prose. */
function coreOf(blocks: readonly Block[]): Scope | undefined {
  const enough = CORE_SHARE * proseLength(blocks);
  const paragraphs = new Set(blocks.filter(isProse).map((block) => block.scope));
  let core: Scope | undefined;
  for (const [scope, length] of lengthsByScope(blocks)) {
    const isCloser = length >= enough && scope.depth > (core?.depth ?? 0);
    if (isCloser && !paragraphs.has(scope)) core = scope;
  }
  return core;
}

/** Short lines without a full stop before the first and after the last sentence are labels: "3 min read", "Topics". */
function withoutLabels(blocks: readonly Block[]): readonly Block[] {
  const first = blocks.findIndex((block) => !isLabel(block));
  const last = blocks.findLastIndex((block) => !isLabel(block));
  return first < 0 ? [] : blocks.slice(first, last + 1);
}

const isLabel = ({ text }: Block) =>
  text.length < PROSE_LENGTH && !/[.!?…。؟۔]["”’')\]]*$/.test(text);
