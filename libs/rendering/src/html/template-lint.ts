import { messageOf } from '@wirebrief/kernel';
import Handlebars from 'handlebars';

import { placeholdersOf, type Strings } from './strings';
import { TemplateError, type TemplateProblem } from './template-problem';

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
  readonly hash?: Node & { readonly pairs?: readonly { readonly key: string }[] };
  readonly original?: unknown;
  readonly value?: unknown;
}

const BUILT_IN = new Set(['if', 'unless', 'each', 'with', 'lookup']);

/** Throws the first of the problems of `lintProblems`. */
export function lintTemplate(source: TemplateSource, known: Known): void {
  for (const problem of lintProblems(source, known)) throw new TemplateError(problem);
}

/**
 * WB_TEMPLATE_SYNTAX for a template that does not parse; WB_TEMPLATE_RULE for each unescaped expression and for each
 * helper, partial or text that does not exist.
 */
export function* lintProblems(source: TemplateSource, known: Known): Generator<TemplateProblem> {
  const parsed = parseTemplate(source);
  if ('problem' in parsed) {
    yield parsed.problem;
    return;
  }
  for (const node of nodesOf(parsed.program)) {
    for (const fault of faultsOf(node, known))
      yield ruleProblem(source, node.loc.start.line, fault);
  }
}

type Parsed = { readonly program: hbs.AST.Program } | { readonly problem: TemplateProblem };

export function parseTemplate({ file, content }: TemplateSource): Parsed {
  try {
    return { program: Handlebars.parse(content) };
  } catch (cause) {
    const message = messageOf(cause);
    const [, inText, atEnd] = /line (\d+)| - (\d+):\d+$/.exec(message) ?? [];
    const problem = {
      code: 'WB_TEMPLATE_SYNTAX',
      file,
      line: Number(inText ?? atEnd ?? 1),
      text: `the template does not parse: ${parserWords(message)}`,
      remedy: 'Close every block and expression at that line.',
    };
    return { problem };
  }
}

/** Without the excerpt and the arrow under it. */
function parserWords(message: string): string {
  if (message.endsWith("got 'EOF'")) return 'it ends before every block and expression is closed';
  return (message.split('\n').at(-1) ?? '').replace(/ - \d+:\d+$/, '');
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

function faultsOf(node: Node, known: Known): readonly string[] {
  switch (node.type) {
    case 'MustacheStatement':
      return node.escaped === false ? ['an unescaped expression'] : callFaults(node, known);
    case 'SubExpression':
    case 'BlockStatement':
      return callFaults(node, known);
    case 'PartialStatement':
    case 'PartialBlockStatement':
      return partialFaults(node, known);
    case 'Decorator':
    case 'DecoratorBlock':
      return ['a decorator'];
    default:
      return [];
  }
}

function callFaults(node: Node, known: Known): readonly string[] {
  const name = String(node.path?.original);
  const isCall = (node.params?.length ?? 0) > 0 || node.hash !== undefined;
  if (isCall && !known.helpers.has(name) && !BUILT_IN.has(name))
    return [`the unknown helper "${name}"`];
  if (name === 't') return textFaults(node, known);
  const texts = Object.entries(HELPER_TEXTS[name] ?? {});
  return texts.flatMap(([key, filled]) => wantedFaults(key, filled, known.strings));
}

/** Texts that helpers other than `t` ask for, with the placeholders that they fill. */
const HELPER_TEXTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  quoted: { quoted: ['text'], quotedWithin: ['text'], quotedRightToLeft: ['text'] },
  cites: { cite: ['label'] },
  list: { listSeparator: [] },
};

function textFaults({ params = [], hash }: Node, { strings }: Known): readonly string[] {
  const [first] = params;
  if (first?.type !== 'StringLiteral') return [];
  const key = String(first.value);
  const filled = hash?.pairs?.map((pair) => pair.key) ?? [];
  if (params.length === 1) return wantedFaults(key, filled, strings);
  // Which of them is asked for shows in a document: each language needs what English has.
  const english = strings.find(({ language }) => language === 'en');
  const wanted = [...(english?.texts.keys() ?? [])].filter((path) => path.startsWith(`${key}.`));
  if (wanted.length === 0) return strings.map(({ language }) => lacking(`${key}.…`, language));
  return strings.flatMap(({ language, texts }) =>
    wanted.filter((path) => !texts.has(path)).map((path) => lacking(path, language)),
  );
}

function wantedFaults(
  key: string,
  filled: readonly string[],
  strings: readonly Strings[],
): readonly string[] {
  return strings.flatMap(({ language, texts }) => {
    const text = texts.get(key);
    if (text === undefined) return [lacking(key, language)];
    return placeholdersOf(text)
      .filter((name) => !filled.includes(name))
      .map(
        (name) =>
          `the text "${key}" without ${name}=…, for which strings.${language}.json has {${name}}`,
      );
  });
}

const lacking = (key: string, language: string): string =>
  `the text "${key}", which strings.${language}.json lacks`;

function partialFaults({ name }: Node, { partials }: Known): readonly string[] {
  const partial = String(name?.original);
  return partial === '@partial-block' || partials.has(partial)
    ? []
    : [`the unknown partial "${partial}"`];
}

function ruleProblem({ file }: TemplateSource, line: number, fault: string): TemplateProblem {
  return {
    code: 'WB_TEMPLATE_RULE',
    file,
    line,
    text: `the template uses ${fault}`,
    remedy:
      'Use {{…}} with the helpers, partials and texts of its folder; docs/templates.md lists them.',
  };
}
