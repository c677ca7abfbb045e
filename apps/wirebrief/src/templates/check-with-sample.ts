import { type Briefing } from '@wirebrief/briefing';
import {
  checkDocuments,
  checkPages,
  checkTemplates,
  type TemplateProblem,
} from '@wirebrief/rendering';

import { asFlash } from './sample-briefings';

/** What is wrong in the folder; where that is nothing, what is wrong with the service's pages and the sample's documents made from it. */
export async function checkWithSample(
  folder: string,
  sample: () => Promise<readonly Briefing[]>,
): Promise<readonly TemplateProblem[]> {
  const problems = checkTemplates(folder);
  if (problems.length > 0) return problems;
  const pageProblems = checkPages(folder);
  const briefings = await sample();
  const documents = [briefings.slice(0, 1), briefings.slice(-1), briefings.slice(-1).map(asFlash)];
  return [...pageProblems, ...(await checkDocuments(documents.flat(), folder))];
}
