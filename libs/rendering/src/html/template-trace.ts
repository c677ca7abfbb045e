import { CLOSE, EXPRESSION, isContent, OPEN } from './template-skeleton';
import { type TemplateSource } from './template-lint';
import { type TemplateProblem } from './template-problem';

interface Origin {
  readonly file: string;
  readonly line: number;
  /** What the template has there. */
  readonly text: string;
}

/** Knows which line of which template each line of the last document comes from. */
export class TemplateTrace {
  private readonly origins: Origin[] = [];
  /** The origins in each line of the document. */
  private lines: readonly (readonly Origin[])[] = [];

  /** Marks the own text of a template, line by line. */
  mark(program: hbs.AST.Program, { file, content }: TemplateSource): void {
    const texts = content.split('\n');
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      if (isContentNode(node)) this.markContent(node, file, texts);
      else Object.values(node).forEach(visit);
    };
    visit(program.body);
  }

  /** A document without its marks. */
  read(marked: string): string {
    let last: readonly Origin[] = [];
    this.lines = marked.split('\n').map((text) => {
      const found = Array.from(text.matchAll(EXPRESSION)).flatMap(
        ([, index]) => this.origins[Number(index)] ?? [],
      );
      const inLine = found.length > 0 ? found : last;
      last = inLine.slice(-1);
      return inLine;
    });
    return marked.replace(EXPRESSION, '');
  }

  /** A problem at a line of the document as one at a line of its template. */
  located(problem: TemplateProblem): TemplateProblem {
    const [, number, text] = /^Line (\d+): (.*)$/s.exec(problem.text) ?? [];
    const origins = this.lines[Number(number) - 1] ?? [];
    const subject = /<[a-z]\w*|[\w-]+="/.exec(text ?? '')?.[0] ?? '';
    const origin = origins.find((place) => place.text.includes(subject)) ?? origins[0];
    if (text === undefined || origin === undefined) return problem;
    return { ...problem, file: origin.file, line: origin.line, text };
  }

  private markContent(
    node: { value: string; readonly original: string; readonly loc: hbs.AST.SourceLocation },
    file: string,
    texts: readonly string[],
  ): void {
    const trimmed = node.original.slice(0, Math.max(0, node.original.indexOf(node.value)));
    const first = node.loc.start.line + trimmed.split('\n').length - 1;
    node.value = node.value
      .split('\n')
      .map((text, index) => {
        const line = first + index;
        this.origins.push({ file, line, text: texts[line - 1] ?? '' });
        return text === '' ? text : `${OPEN}${this.origins.length - 1}${CLOSE}${text}`;
      })
      .join('\n');
  }
}

function isContentNode(
  node: object,
): node is { value: string; original: string; loc: hbs.AST.SourceLocation } {
  return 'type' in node && isContent(node as hbs.AST.Statement);
}
