import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

import { ELEMENTS } from '../blocks/vocabulary';
import { LineMap } from './line-map';
import { parseTemplate, type TemplateSource } from './template-lint';
import { type TemplateProblem } from './template-problem';
import { isBlock, isContent, OPEN } from './template-skeleton';

const UNKNOWN_ELEMENT = new RegExp(`</?${OPEN}`, 'g');
/** Not seen as a tag where something before it is still open. */
const SENTINEL = '<hr>';

/**
 * WB_TEMPLATE_MARKUP for each element that is not closed where it was opened: in the same file and the same branch of a
 * block. A browser would guess where it ends, and each medium might guess otherwise.
 */
export function balanceProblems(source: TemplateSource): readonly TemplateProblem[] {
  const parsed = parseTemplate(source);
  if ('problem' in parsed) return [];
  return branchesOf(parsed.program).flatMap((branch) =>
    faultsOf(branch).map(({ line, text }) => ({
      code: 'WB_TEMPLATE_MARKUP',
      file: source.file,
      line,
      text,
      remedy: 'Close every element in the file, and in the branch of a block, that opens it.',
    })),
  );
}

interface Branch {
  readonly text: string;
  readonly lines: LineMap;
}

interface Fault {
  readonly line: number;
  readonly text: string;
}

/** The own text of a program and, apart, of each branch of its blocks. */
function branchesOf(program: hbs.AST.Program): readonly Branch[] {
  let text = '';
  const lines = new LineMap();
  const inner: Branch[] = [];
  for (const node of program.body) {
    lines.add(text.length, node.loc.start.line);
    if (isContent(node)) {
      lines.addText(text.length, node.original);
      text += node.original;
    } else {
      text += OPEN;
    }
    if (!isBlock(node)) continue;
    for (const branch of [node.program, node.inverse] as readonly (hbs.AST.Program | undefined)[])
      if (branch !== undefined) inner.push(...branchesOf(branch));
  }
  return [{ text, lines }, ...inner];
}

function faultsOf({ text, lines }: Branch): readonly Fault[] {
  const faults: Fault[] = [];
  const fault = (index: number, what: string): void => {
    faults.push({ line: lines.at(index), text: what });
  };
  for (const { index } of text.matchAll(UNKNOWN_ELEMENT))
    fault(index, 'an expression stands in place of the name of an element');
  const { open, complete } = readTags(text, fault);
  for (const { name, start } of open) fault(start, `<${name}> is not closed`);
  if (complete < text.length)
    fault(text.indexOf('<', complete), 'a tag, a quoted attribute or a comment is not closed');
  return faults;
}

interface OpenTag {
  readonly name: string;
  readonly start: number;
}

/** The elements that stay open, and up to where the text is whole. */
function readTags(
  text: string,
  fault: (index: number, what: string) => void,
): { readonly open: readonly OpenTag[]; readonly complete: number } {
  const whole = text + SENTINEL;
  const open: OpenTag[] = [];
  let complete = 0;
  let tag: OpenTag = { name: '', start: 0 };
  const completeTo = (end: number): void => {
    if (end < text.length) complete = end + 1;
  };
  const close = (name: string, start: number): void => {
    const at = open.findLastIndex((element) => element.name === name);
    const inner = open.at(-1);
    if (at === -1 || inner === undefined) {
      fault(start, `</${name}> closes nothing`);
    } else {
      if (inner.name !== name) fault(start, `</${name}> stands before the end of <${inner.name}>`);
      open.length = at;
    }
  };
  const bogus = (start: number): void => {
    const at = text.lastIndexOf('<', start);
    const isDoctype = text.slice(0, at).trim() === '' && /^<!doctype/i.test(text.slice(at));
    if (!isDoctype) fault(at, '<! or <? begins neither an element nor a comment');
  };
  const callbacks: TokenizerCallbacks = {
    ...IGNORED,
    onopentagname(start, end) {
      // What an expression writes behind the name is no part of it.
      const name = whole.slice(start, end).replaceAll(OPEN, '').toLowerCase();
      tag = { name, start: start - 1 };
    },
    onopentagend(end) {
      if (!isVoid(tag.name)) open.push(tag);
      completeTo(end);
    },
    onselfclosingtag(end) {
      if (!isVoid(tag.name) && ELEMENTS[tag.name]?.kind !== 'drawing') open.push(tag);
      completeTo(end);
    },
    onclosetag(start, end) {
      close(whole.slice(start, end).toLowerCase(), start - 2);
      completeTo(end);
    },
    oncomment(_, end) {
      completeTo(end);
    },
    ondeclaration(start, end) {
      bogus(start);
      completeTo(end);
    },
    onprocessinginstruction(start, end) {
      bogus(start);
      completeTo(end);
    },
    oncdata(start, end) {
      bogus(start);
      completeTo(end);
    },
  };
  const tokenizer = new Tokenizer({ decodeEntities: false }, callbacks);
  tokenizer.write(whole);
  const isWhole = tag.start === text.length;
  return { open: isWhole ? open : [], complete: isWhole ? text.length : complete };
}

const nothing = (): void => undefined;
const IGNORED = {
  onattribdata: nothing,
  onattribend: nothing,
  onattribentity: nothing,
  onattribname: nothing,
  onend: nothing,
  ontext: nothing,
  ontextentity: nothing,
};

const isVoid = (name: string): boolean => ELEMENTS[name]?.kind === 'void' || name === 'meta';
