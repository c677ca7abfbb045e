import { type Briefing } from '@wirebrief/briefing';

import { problemOf, type TemplateProblem } from './html/template-problem';
import { type Templates } from './html/templates';
import { renderForms } from './render-forms';

/** What is wrong with templates that shows only when documents are made from them: of each, the first problem. */
export async function checkDocuments(
  briefings: readonly Briefing[],
  templates: Templates,
): Promise<readonly TemplateProblem[]> {
  const problems = new Map<string, TemplateProblem>();
  for (const briefing of briefings) {
    try {
      await renderForms(briefing, templates);
    } catch (error) {
      const problem = problemOf(error);
      problems.set(`${problem.file} ${problem.text}`, problem);
    }
  }
  return [...problems.values()];
}
