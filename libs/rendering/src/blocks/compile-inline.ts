import { type Direction, type Inline, type SpanNode } from './ast';
import { type HtmlElement, type HtmlNode } from './html-tree';
import { refuse } from './validate';
import { ELEMENTS } from './vocabulary';

/** Text, line breaks and inline elements. Quotation marks of `q` become text, as browsers show them. */
export function compileInline(nodes: readonly HtmlNode[], line: number): readonly Inline[] {
  const inline: Inline[] = [];
  for (const node of nodes) {
    if (typeof node === 'string') inline.push({ kind: 'text', text: node });
    else if (node.name === 'br') inline.push({ kind: 'break' });
    else if (ELEMENTS[node.name]?.kind !== 'inline')
      refuse(`<${node.name}> inside text`, node.line);
    else if (!isLeftOut(node)) inline.push(compileSpan(node, line));
  }
  return inline;
}

function isLeftOut({ attributes }: HtmlElement): boolean {
  return attributes['hidden'] !== undefined || attributes['data-pdf'] === 'skip';
}

function compileSpan(element: HtmlElement, line: number): SpanNode {
  const { class: classes = '' } = element.attributes;
  const inner = compileInline(element.children, line);
  return {
    kind: 'span',
    tag: element.name,
    classes: classes === '' ? [] : classes.split(/\s+/).filter((name) => name !== ''),
    children: element.name === 'q' ? quoted(inner) : inner,
    isHidden: element.attributes['aria-hidden'] === 'true',
    ...given(element),
  };
}

/** What an element may do without, where it does not. */
function given({ name, attributes }: HtmlElement): Partial<SpanNode> {
  const { id, lang, href, title } = attributes;
  const label = attributes['aria-label'];
  const dir = attributes['dir'] ?? (name === 'bdi' ? 'auto' : undefined);
  return {
    ...(id && { id }),
    ...(lang && { lang }),
    ...(href && { href }),
    ...(label && { label }),
    ...(name === 'abbr' && title && { expansion: title }),
    ...(dir && { dir: dir as Direction }),
  };
}

function quoted(inner: readonly Inline[]): readonly Inline[] {
  return [{ kind: 'text', text: '\u201c' }, ...inner, { kind: 'text', text: '\u201d' }];
}
