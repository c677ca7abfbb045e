import Handlebars from 'handlebars';
import { messageOf, WirebriefError } from '@wirebrief/kernel';

import { type Strings } from './strings';

export interface TemplateSource {
  /** Path as a person finds it, for messages. */
  readonly file: string;
  readonly content: string;
}

export interface Known {
  readonly helpers: ReadonlySet<string>;
  readonly partials: ReadonlySet<string>;
  readonly strings: readonly Strings[];
}

// The parser's node types overlap too loosely to narrow on, so the walk reads the few fields that it needs.
interface Node {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number } };
  readonly escaped?: boolean;
  readonly path?: Node;
  readonly name?: Node;
  readonly params?: readonly Node[];
  readonly hash?: Node;
  readonly original?: unknown;
  readonly value?: unknown;
}

const BUILT_IN = new Set(['if', 'unless', 'each', 'with', 'lookup']);

/**
 * Throws WB_TEMPLATE_SYNTAX or WB_TEMPLATE_RULE, with file and line, for a template that does not parse, writes an
 * unescaped expression, or names a helper, partial or text that does not exist.
 */
export function lintTemplate(source: TemplateSource, known: Known): void {
  for (const node of nodesOf(parse(source))) {
    const fault = faultOf(node, known);
    if (fault !== null) throw ruleError(source, node, fault);
  }
}

function parse({ file, content }: TemplateSource): unknown {
  try {
    return Handlebars.parse(content);
  } catch (cause) {
    const message = messageOf(cause);
    const line = /line (\d+)/.exec(message)?.[1] ?? '1';
    throw new WirebriefError(
      'WB_TEMPLATE_SYNTAX',
      'invalid',
      `${file}:${line}: the template does not parse. ${message}`,
      'Close every block and expression at that line.',
      { cause },
    );
  }
}

function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield value;
  for (const [key, child] of Object.entries(value)) {
    if (key !== 'loc') yield* nodesOf(child);
  }
}

function isNode(value: object): value is Node {
  return 'type' in value && 'loc' in value;
}

function faultOf(node: Node, known: Known): string | null {
  switch (node.type) {
    case 'MustacheStatement':
      return node.escaped === false ? 'an unescaped expression' : callFault(node, known);
    case 'SubExpression':
    case 'BlockStatement':
      return callFault(node, known);
    case 'PartialStatement':
    case 'PartialBlockStatement':
      return partialFault(node, known);
    case 'Decorator':
    case 'DecoratorBlock':
      return 'a decorator';
    default:
      return null;
  }
}

function callFault(node: Node, known: Known): string | null {
  const name = String(node.path?.original);
  const isCall = (node.params?.length ?? 0) > 0 || node.hash !== undefined;
  if (isCall && !known.helpers.has(name) && !BUILT_IN.has(name))
    return `the unknown helper "${name}"`;
  return name === 't' ? textFault(node, known) : null;
}

function textFault({ params = [] }: Node, { strings }: Known): string | null {
  const [first] = params;
  if (first?.type !== 'StringLiteral') return null;
  const key = String(first.value);
  const isWhole = params.length === 1;
  const lacking = strings.find(({ texts }) =>
    isWhole ? !texts.has(key) : ![...texts.keys()].some((path) => path.startsWith(`${key}.`)),
  );
  return lacking === undefined
    ? null
    : `the text "${key}${isWhole ? '' : '.…'}", which strings.${lacking.language}.json lacks`;
}

function partialFault({ name }: Node, { partials }: Known): string | null {
  const partial = String(name?.original);
  return partial === '@partial-block' || partials.has(partial)
    ? null
    : `the unknown partial "${partial}"`;
}

function ruleError(source: TemplateSource, node: Node, fault: string): WirebriefError {
  return new WirebriefError(
    'WB_TEMPLATE_RULE',
    'invalid',
    `${source.file}:${node.loc.start.line}: the template uses ${fault}.`,
    'Use {{…}} with the helpers, partials and texts of its folder; docs/templates.md lists them.',
  );
}
