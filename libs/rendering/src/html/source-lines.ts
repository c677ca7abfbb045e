import { type TemplateSource } from './template-lint';

/**
 * Lines of all templates, numbered through. Handlebars tells of a failure no more than a line, and a block that is handed
 * to a partial fails inside of it.
 */
export class SourceLines {
  private readonly sources: { readonly file: string; readonly before: number }[] = [];
  private count = 0;

  /** Renumbers what was parsed from a template. */
  number(program: hbs.AST.Program, { file, content }: TemplateSource): void {
    const before = this.count;
    const seen = new Set<object>();
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null || seen.has(node)) return;
      seen.add(node);
      if ('line' in node && 'column' in node) node.line = Number(node.line) + before;
      else Object.values(node).forEach(visit);
    };
    visit(program);
    this.sources.push({ file, before });
    this.count += content.split('\n').length;
  }

  /** The place of a line that is numbered through. */
  at(line: number): { readonly file: string; readonly line: number } | undefined {
    const source = this.sources.findLast(({ before }) => before < line);
    return source && { file: source.file, line: line - source.before };
  }
}
