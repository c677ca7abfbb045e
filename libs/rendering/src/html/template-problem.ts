import { isWirebriefError, WirebriefError } from '@wirebrief/kernel';

/** What is wrong at one place of a templates folder. */
export interface TemplateProblem {
  /** `WB_TEMPLATE_…` or `WB_THEME_INVALID`. */
  readonly code: string;
  /** Path as a person finds it; empty where the fault shows only in a document made from the templates. */
  readonly file: string;
  /** From 1; null where the whole file is meant. */
  readonly line: number | null;
  /** `the template uses an unescaped expression`, without a full stop. */
  readonly text: string;
  readonly remedy: string;
}

/** `briefing/flash.hbs:3: the template uses …`. */
export function problemText({ file, line, text }: TemplateProblem): string {
  if (file === '') return text;
  return line === null ? `${file}: ${text}` : `${file}:${line}: ${text}`;
}

/** A problem as an error, for whoever can go no further. */
export class TemplateError extends WirebriefError {
  constructor(
    readonly problem: TemplateProblem,
    options?: ErrorOptions,
  ) {
    const category = problem.code === 'WB_TEMPLATE_MISSING' ? 'not-found' : 'invalid';
    super(problem.code, category, `${problemText(problem)}.`, problem.remedy, options);
  }
}

/** Each problem once. */
export function distinctProblems(problems: readonly TemplateProblem[]): readonly TemplateProblem[] {
  return [...new Map(problems.map((problem) => [problemText(problem), problem])).values()];
}

/** An expected error as a problem; throws any other. */
export function problemOf(error: unknown): TemplateProblem {
  if (error instanceof TemplateError) return error.problem;
  if (!isWirebriefError(error)) throw error;
  const { code, message, remedy } = error;
  return { code, file: '', line: null, text: message.replace(/\.$/, ''), remedy };
}
