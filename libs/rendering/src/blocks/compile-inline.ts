import { type Inline, type SpanNode } from './ast';
import { type HtmlElement, type HtmlNode } from './html-tree';
import { refuse } from './validate';
import { ELEMENTS } from './vocabulary';

/** Text, line breaks and inline elements. Quotation marks of `q` become text, as browsers show them. */
export function compileInline(nodes: readonly HtmlNode[], line: number): readonly Inline[] {
  return nodes.flatMap((node): readonly Inline[] => {
    if (typeof node === 'string') return [{ kind: 'text', text: node }];
    if (node.name === 'br') return [{ kind: 'break' }];
    if (ELEMENTS[node.name]?.kind !== 'inline') {
      return refuse(`<${node.name}> inside text`, node.line);
    }
    if ('hidden' in node.attributes || node.attributes['data-pdf'] === 'skip') return [];
    return [compileSpan(node, line)];
  });
}

function compileSpan(element: HtmlElement, line: number): SpanNode {
  const { attributes } = element;
  const inner = compileInline(element.children, line);
  const entries = {
    id: attributes['id'],
    lang: attributes['lang'],
    href: attributes['href'],
    label: attributes['aria-label'],
    expansion: element.name === 'abbr' ? attributes['title'] : undefined,
    dir: attributes['dir'] ?? (element.name === 'bdi' ? 'auto' : undefined),
  };
  const given = Object.entries(entries).filter(([, value]) => value !== undefined && value !== '');
  return {
    kind: 'span',
    tag: element.name,
    classes: (attributes['class'] ?? '').split(/\s+/).filter((name) => name !== ''),
    children: element.name === 'q' ? quoted(inner) : inner,
    isHidden: attributes['aria-hidden'] === 'true',
    ...(Object.fromEntries(given) as Partial<SpanNode>),
  };
}

function quoted(inner: readonly Inline[]): readonly Inline[] {
  return [{ kind: 'text', text: '\u201c' }, ...inner, { kind: 'text', text: '\u201d' }];
}
