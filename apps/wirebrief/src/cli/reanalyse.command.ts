import { type Command } from 'commander';
import { type ReanalysisReport } from '@wirebrief/application';

import { doAt, type Place, placed, storyPathOf } from './place';
import { askServer } from './remote';
import { bar, counted, type Terminal } from './terminal';

interface ReanalyseOptions extends Place {
  readonly story?: string;
}

export function addReanalyse(program: Command, terminal: Terminal): void {
  placed(program.command('reanalyse'))
    .description('have the analyser of today read what an older one has read')
    .option('--story <id>', 'one story; all of them without it')
    .addHelpText(
      'after',
      `
New readings are new events on the log; editions that are out do not change, and
what editors have decided holds. It can be interrupted and repeated.

Examples:
  wirebrief reanalyse
  wirebrief reanalyse --story kabul-strike --url http://127.0.0.1:3000`,
    )
    .action((options: ReanalyseOptions) => reanalyse(options, terminal));
}

async function reanalyse({ story, ...place }: ReanalyseOptions, terminal: Terminal): Promise<void> {
  const reports = await doAt<readonly ReanalysisReport[]>(
    place,
    async (url) => {
      const reports: ReanalysisReport[] = [];
      for (const id of story === undefined ? await storiesAt(url) : [story]) {
        terminal.progress(`Reading ${id}`);
        reports.push(await askServer(url, 'POST', `${storyPathOf(id)}/reanalysis`));
      }
      return reports;
    },
    async ({ stories, reanalyst }, meta) => {
      await stories.catchUp();
      const reports: ReanalysisReport[] = [];
      for (const id of story === undefined ? [...stories.stories().keys()] : [story]) {
        const tell = (done: number, of: number): void => {
          terminal.progress(`${bar(done, of)} ${id}`);
        };
        reports.push(await reanalyst.reanalyse(id, meta, tell));
      }
      return reports;
    },
  );
  terminal.endProgress();
  for (const { storyId, analyser, read, articles } of reports) {
    const held = counted(articles, 'article', 'articles');
    terminal.out(`${storyId}  read ${read} of ${held} again with ${analyser}`);
  }
  if (reports.length === 0) terminal.note('There are no stories.');
}

async function storiesAt(url: string): Promise<readonly string[]> {
  const stories = await askServer<readonly { readonly storyId: string }[]>(url, 'GET', '/stories');
  return stories.map(({ storyId }) => storyId);
}
