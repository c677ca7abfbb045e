import { isBeside, isNeverText } from './noise';
import { type Element } from './page';

/** A run of text between two block boundaries: a paragraph, a heading, a list item, a cell. */
export interface Block {
  readonly text: string;
  /** Tag of the nearest block element around it. */
  readonly tag: string;
  /** Share of its characters that belong to links, 0 to 1. */
  readonly linkShare: number;
  readonly scope: Scope | undefined;
}

/** A block element around a block, with the ones around that. */
export interface Scope {
  readonly element: Element;
  readonly outer: Scope | undefined;
  readonly depth: number;
  /** Looks as if it stood beside the article. */
  readonly isBeside: boolean;
}

/** Whether the block, or an element around it, fits. Each element is asked once, however many blocks it holds. */
export function within(fits: (scope: Scope) => boolean): (block: Block) => boolean {
  const known = new Map<Scope, boolean>();
  const isWithin = (scope: Scope | undefined): boolean => {
    if (scope === undefined) return false;
    const answer = known.get(scope) ?? (fits(scope) || isWithin(scope.outer));
    known.set(scope, answer);
    return answer;
  };
  return (block) => isWithin(block.scope);
}

const INLINE = new Set([
  ...[
    'a',
    'abbr',
    'acronym',
    'b',
    'bdi',
    'bdo',
    'big',
    'cite',
    'code',
    'data',
    'dfn',
    'em',
    'font',
    'i',
    'ins',
  ],
  ...[
    'kbd',
    'mark',
    'q',
    'ruby',
    'rt',
    'rp',
    'samp',
    'small',
    'span',
    'strong',
    'sub',
    'sup',
    'time',
    'tt',
  ],
  ...['u', 'var', 'wbr', 'picture', 'img', 'source', 'output'],
]);

/** The visible text of the page in order. A double line break separates paragraphs as an element would. */
export function blocksOf(root: Element): readonly Block[] {
  const reader = new BlockReader();
  reader.read(root);
  return reader.finish();
}

class BlockReader {
  readonly #blocks: Block[] = [];
  #scope: Scope | undefined;
  #text = '';
  #linkCharacters = 0;
  #linkDepth = 0;
  #preformattedDepth = 0;

  read(element: Element): void {
    for (const child of element.children) {
      if (typeof child === 'string') this.#add(child);
      else if (child.tag === 'br' || child.tag === 'hr')
        this.#text += child.tag === 'br' ? '\n' : '\n\n';
      else if (!isNeverText(child)) this.#enter(child);
    }
  }

  finish(): readonly Block[] {
    this.#flush();
    return this.#blocks;
  }

  #enter(element: Element): void {
    const beside = isBeside(element);
    if (INLINE.has(element.tag) && !beside) {
      this.#readInline(element);
      return;
    }
    this.#flush();
    const outer = this.#scope;
    this.#scope = { element, outer, depth: (outer?.depth ?? 0) + 1, isBeside: beside };
    const isPreformatted = element.tag === 'pre' ? 1 : 0;
    this.#preformattedDepth += isPreformatted;
    this.read(element);
    this.#flush();
    this.#preformattedDepth -= isPreformatted;
    this.#scope = outer;
  }

  #readInline(element: Element): void {
    const isLink = element.tag === 'a' && 'href' in element.attributes ? 1 : 0;
    const [opening, closing] = element.tag === 'q' ? ['“', '”'] : ['', ''];
    this.#linkDepth += isLink;
    this.#text += opening;
    this.read(element);
    this.#text += closing;
    this.#linkDepth -= isLink;
  }

  #add(text: string): void {
    const visible = this.#preformattedDepth > 0 ? text : text.replace(/\s+/g, ' ');
    this.#text += visible;
    if (this.#linkDepth > 0) this.#linkCharacters += visible.trim().length;
  }

  #flush(): void {
    const parts = this.#text.split(/\n[^\S\n]*\n/).map(tidied);
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const scope = this.#scope;
    const linkShare = length === 0 ? 0 : Math.min(1, this.#linkCharacters / length);
    const block = { tag: scope?.element.tag ?? '', linkShare, scope };
    this.#blocks.push(...parts.filter((text) => text !== '').map((text) => ({ ...block, text })));
    this.#text = '';
    this.#linkCharacters = 0;
  }
}

function tidied(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
