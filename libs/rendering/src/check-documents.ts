import { type RenderedEdition } from '@wirebrief/application';
import { type Briefing } from '@wirebrief/briefing';

import { documentFaults } from './html/document-faults';
import { distinctProblems, problemOf, type TemplateProblem } from './html/template-problem';
import { loadTracedTemplates, type TracedTemplates } from './html/templates';
import { renderForms } from './render-forms';

/** What is wrong with a templates folder that shows only when documents are made from it. */
export async function checkDocuments(
  briefings: readonly Briefing[],
  folder: string,
): Promise<readonly TemplateProblem[]> {
  const templates = loadTracedTemplates(folder);
  const problems: TemplateProblem[] = [];
  for (const briefing of briefings) problems.push(...(await problemsWith(briefing, templates)));
  return distinctProblems(problems);
}

async function problemsWith(
  briefing: Briefing,
  templates: TracedTemplates,
): Promise<readonly TemplateProblem[]> {
  const made = await tryForms(briefing, templates);
  if ('problem' in made) return [made.problem];
  return documentFaults(new TextDecoder().decode(made.html)).map((text) =>
    templates.trace.located({
      code: 'WB_TEMPLATE_DOCUMENT',
      file: '',
      line: null,
      text,
      remedy: 'Compare with the templates that ship: wirebrief templates copy.',
    }),
  );
}

/** All forms of an edition, or why there are none, by file and line of the templates. */
export async function tryForms(
  briefing: Briefing,
  templates: TracedTemplates,
): Promise<RenderedEdition | { readonly problem: TemplateProblem }> {
  try {
    return await renderForms(briefing, templates);
  } catch (error) {
    return { problem: templates.trace.located(problemOf(error)) };
  }
}
