import { Parser } from 'htmlparser2';

import { attributeFault, elementFault, placeFault, valueFault } from '../blocks/validate';
import { ELEMENTS } from '../blocks/vocabulary';
import { parseTemplate, type TemplateSource } from './template-lint';
import { type TemplateProblem } from './template-problem';

export interface MarkupRules {
  /** Names of the theme's colours. */
  readonly colours: ReadonlySet<string>;
  /** Whether links may lead to paths of the service's own host. */
  readonly hasPaths: boolean;
}

// Marks for what is not known before a document is made. Private-use characters: no template holds them.
const OPEN = '\ue000';
const CLOSE = '\ue001';
/** Between the branches of a block. */
const BRANCH = '\ue002';
const EXPRESSION = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');
const MARKS = new RegExp(`${OPEN}\\d+${CLOSE}|${BRANCH}`, 'g');

/** Helpers whose result is an address that a reader may follow, or nothing. */
const ADDRESS_HELPERS = new Set(['link', 'path']);
/** Helpers that write whole attributes. */
const ATTRIBUTE_HELPERS = new Set(['languageAttributes']);
const LOADING = new Set(['link', 'script']);

/**
 * WB_TEMPLATE_VOCABULARY for every element, attribute, hint and address of a template's own markup that documents do
 * not have, and for an expression that stands where its value could become markup or an unchecked address; also
 * WB_THEME_INVALID for a colour that the theme lacks. Empty for a template that does not parse.
 */
export function markupProblems(
  source: TemplateSource,
  rules: MarkupRules,
): readonly TemplateProblem[] {
  const parsed = parseTemplate(source);
  if ('problem' in parsed) return [];
  const skeleton = skeletonOf(parsed.program);
  const problems: TemplateProblem[] = [];
  const open: string[] = [];
  let line = 1;
  let attributes: (readonly [name: string, value: string, isQuoted: boolean])[] = [];
  const report = (fault: string | null, code = 'WB_TEMPLATE_VOCABULARY'): void => {
    if (fault !== null) problems.push({ ...problemAt(source, line, fault), code });
  };

  const checkElement = (tag: string): string => {
    const name = tag.replace(MARKS, '').toLowerCase();
    const isSkippedTitle = name === 'title' && !open.includes('svg');
    if (tag !== name) checkLoose(tag);
    report(elementFault(name));
    // A partial may begin anywhere: the place of its outermost elements shows in the document alone.
    const parent = open.at(-1);
    if (parent !== undefined) report(placeFault(name, parent));
    // Meta elements and the title are read by browsers alone.
    if (ELEMENTS[name]?.kind === 'ignored' || isSkippedTitle || LOADING.has(name)) return name;
    for (const [key, value, isQuoted] of attributes) checkAttribute(name, key, value, isQuoted);
    return name;
  };

  const checkLoose = (text: string): void => {
    for (const { helper, written } of expressionsIn(text, skeleton)) {
      if (!ATTRIBUTE_HELPERS.has(helper))
        report(`${written} stands in a tag outside of a quoted attribute`);
    }
  };

  const checkAttribute = (element: string, key: string, value: string, isQuoted: boolean): void => {
    checkLoose(key);
    const name = key.replace(MARKS, '');
    if (name === '') return;
    const unknown = elementFault(element) ?? attributeFault(element, name);
    if (unknown !== null) {
      if (elementFault(element) === null) report(unknown);
      return;
    }
    if (!isQuoted) checkLoose(value);
    if (name === 'href') checkAddress(element, value);
    else if (!value.includes(OPEN)) report(valueFault(element, name, value.replace(MARKS, '')));
    for (const [, colour = ''] of value.matchAll(/var\(--color-([\w-]+)\)/g)) {
      if (!rules.colours.has(colour))
        report(`theme.json has no colour "${colour}"`, 'WB_THEME_INVALID');
    }
  };

  const checkAddress = (element: string, value: string): void => {
    for (const address of value.split(BRANCH).filter((part) => part !== '')) {
      const [first] = address.startsWith(OPEN) ? expressionsIn(address, skeleton) : [];
      if (first === undefined) {
        const isPath = rules.hasPaths && /^\/(?![/\\])/.test(address);
        const written = address.replace(EXPRESSION, '…');
        if (!isPath) report(valueFault(element, 'href', written));
      } else if (!ADDRESS_HELPERS.has(first.helper)) {
        report(`href="${first.written}" is an address that nothing has checked: use {{link …}}`);
      }
    }
  };

  const parser = new Parser(
    {
      onopentagname() {
        line = skeleton.lineAt(parser.startIndex);
        attributes = [];
      },
      onattribute(name, value, quote) {
        // Null for a value without quotes, undefined for an attribute without a value.
        attributes.push([name, value, quote !== null]);
      },
      onopentag(name) {
        open.push(checkElement(name));
      },
      onclosetag() {
        open.pop();
      },
    },
    { lowerCaseAttributeNames: false, lowerCaseTags: false, decodeEntities: true },
  );
  parser.end(skeleton.text);
  return problems;
}

interface Expression {
  /** Name of its helper, or of its field. */
  readonly helper: string;
  /** As the template has it, shortened: `{{link url}}`. */
  readonly written: string;
}

interface Skeleton {
  /** The template's own text with a mark for each expression; both branches of a block follow one another. */
  readonly text: string;
  readonly expressions: readonly Expression[];
  readonly lineAt: (index: number) => number;
}

function skeletonOf(program: hbs.AST.Program): Skeleton {
  let text = '';
  const expressions: Expression[] = [];
  const lines: { readonly from: number; readonly line: number }[] = [];
  const write = (program: hbs.AST.Program | undefined): void => {
    for (const node of program?.body ?? []) writeNode(node);
  };
  const writeNode = (node: hbs.AST.Statement): void => {
    lines.push({ from: text.length, line: node.loc.start.line });
    if (isContent(node)) {
      text += node.original;
    } else if (isMustache(node)) {
      text += `${OPEN}${expressions.length}${CLOSE}`;
      expressions.push(expressionOf(node));
    } else if (isBlock(node)) {
      text += BRANCH;
      write(node.program);
      text += BRANCH;
      write(node.inverse);
      text += BRANCH;
    }
  };
  write(program);
  const lineAt = (index: number): number => {
    const { from, line } = lines.findLast((entry) => entry.from <= index) ?? { from: 0, line: 1 };
    return line + (text.slice(from, index).match(/\n/g)?.length ?? 0);
  };
  return { text, expressions, lineAt };
}

// As the parser gives it; the declarations have another type for the text.
type Content = Omit<hbs.AST.ContentStatement, 'original'> & { readonly original: string };

const isContent = (node: hbs.AST.Statement): node is Content => node.type === 'ContentStatement';
const isMustache = (node: hbs.AST.Statement): node is hbs.AST.MustacheStatement =>
  node.type === 'MustacheStatement';
const isBlock = (node: hbs.AST.Statement): node is hbs.AST.BlockStatement =>
  node.type === 'BlockStatement' || node.type === 'PartialBlockStatement';

function expressionOf({ path, params }: hbs.AST.MustacheStatement): Expression {
  const helper = (path as hbs.AST.PathExpression).original;
  const [first] = params as readonly { readonly original?: unknown }[];
  const argument = typeof first?.original === 'string' ? ` ${first.original}` : '';
  const rest = params.length > 1 ? ' …' : '';
  return { helper, written: `{{${helper}${argument}${rest}}}` };
}

function expressionsIn(text: string, { expressions }: Skeleton): readonly Expression[] {
  return Array.from(text.matchAll(EXPRESSION)).flatMap(
    ([, index]) => expressions[Number(index)] ?? [],
  );
}

function problemAt({ file }: TemplateSource, line: number, text: string): TemplateProblem {
  const remedy = 'Use the elements and attributes listed in docs/templates.md.';
  return { code: 'WB_TEMPLATE_VOCABULARY', file, line, text, remedy };
}
