import { LineMap } from './line-map';

// Marks for what is not known before a document is made. Private-use characters: no template holds them.
export const OPEN = '\ue000';
export const CLOSE = '\ue001';
/** Between the branches of a block. */
export const BRANCH = '\ue002';
export const EXPRESSION = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');
export const MARKS = new RegExp(`${OPEN}\\d+${CLOSE}|${BRANCH}`, 'g');

interface Expression {
  /** Name of its helper, or of its field. */
  readonly helper: string;
  /** As the template has it, shortened: `{{link url}}`. */
  readonly written: string;
}

export interface Skeleton {
  /** The template's own text with a mark for each expression; both branches of a block follow one another. */
  readonly text: string;
  readonly expressions: readonly Expression[];
  readonly lineAt: (index: number) => number;
}

export function skeletonOf(program: hbs.AST.Program): Skeleton {
  let text = '';
  const expressions: Expression[] = [];
  const lines = new LineMap();
  const write = (program: hbs.AST.Program | undefined): void => {
    for (const node of program?.body ?? []) writeNode(node);
  };
  const writeNode = (node: hbs.AST.Statement): void => {
    lines.add(text.length, node.loc.start.line);
    if (isContent(node)) {
      lines.addText(text.length, node.original);
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
  return { text, expressions, lineAt: (index) => lines.at(index) };
}

// As the parser gives it; the declarations have another type for the text.
type Content = Omit<hbs.AST.ContentStatement, 'original'> & { readonly original: string };

export const isContent = (node: hbs.AST.Statement): node is Content =>
  node.type === 'ContentStatement';
const isMustache = (node: hbs.AST.Statement): node is hbs.AST.MustacheStatement =>
  node.type === 'MustacheStatement';
export const isBlock = (node: hbs.AST.Statement): node is hbs.AST.BlockStatement =>
  node.type === 'BlockStatement' || node.type === 'PartialBlockStatement';

function expressionOf({ path, params }: hbs.AST.MustacheStatement): Expression {
  const helper = (path as hbs.AST.PathExpression).original;
  const [first] = params as readonly { readonly original?: unknown }[];
  const argument = typeof first?.original === 'string' ? ` ${first.original}` : '';
  const rest = params.length > 1 ? ' …' : '';
  return { helper, written: `{{${helper}${argument}${rest}}}` };
}

export function expressionsIn(text: string, { expressions }: Skeleton): readonly Expression[] {
  return Array.from(text.matchAll(EXPRESSION)).flatMap(
    ([, index]) => expressions[Number(index)] ?? [],
  );
}
