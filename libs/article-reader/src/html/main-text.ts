import { type Block, blocksOf, type Scope, scopesOf } from './blocks';
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
  const shown = all.filter((block) =>
    [...scopesOf(block)].every((scope) => !scope.isBeside || shareOf(scope) >= MAIN_SHARE),
  );
  const article = articleAmong(shown.length > 0 ? shown : all);
  const core = coreOf(article);
  return withoutLabels(article.filter((block) => belongs(block, core))).map((block) => block.text);
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

function lengthsByScope(blocks: readonly Block[]): ReadonlyMap<Scope, number> {
  const lengths = new Map<Scope, number>();
  for (const block of blocks.filter(isProse)) {
    for (const scope of scopesOf(block)) {
      lengths.set(scope, (lengths.get(scope) ?? 0) + block.text.length);
    }
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
  return blocks.filter((block) => [...scopesOf(block)].some((scope) => mark(scope.element)));
}

/** A page may hold several articles: teasers are articles too. */
function insideHeaviest(blocks: readonly Block[], mark: Mark): readonly Block[] {
  const lengths = lengthsByScope(blocks);
  const scopes = new Set(insideAny(blocks, mark).flatMap((block) => [...scopesOf(block)]));
  let heaviest: Scope | undefined;
  for (const scope of scopes) {
    if (!mark(scope.element)) continue;
    const isHeavier = (lengths.get(scope) ?? 0) > (heaviest ? (lengths.get(heaviest) ?? 0) : -1);
    if (isHeavier) heaviest = scope;
  }
  return blocks.filter((block) => [...scopesOf(block)].some((scope) => scope === heaviest));
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

/** Prose always; short lines only where the prose is, and not when they are links to elsewhere. */
function belongs(block: Block, core: Scope | undefined): boolean {
  if (isProse(block)) return true;
  if (block.linkShare >= MOST_LINKS) return false;
  if (core === undefined) return true;
  return TEXT_TAGS.has(block.tag) && [...scopesOf(block)].includes(core);
}

/** Short lines without a full stop before the first and after the last sentence are labels: "3 min read", "Topics". */
function withoutLabels(blocks: readonly Block[]): readonly Block[] {
  const first = blocks.findIndex((block) => !isLabel(block));
  const last = blocks.findLastIndex((block) => !isLabel(block));
  return first < 0 ? [] : blocks.slice(first, last + 1);
}

const isLabel = ({ text }: Block) =>
  text.length < PROSE_LENGTH && !/[.!?…。؟۔]["”’')\]]*$/.test(text);
