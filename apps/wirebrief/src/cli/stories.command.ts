import { type Command } from 'commander';
import { articleCount, type StoryState, storyInputSchema } from '@wirebrief/briefing';
import { uuidFrom } from '@wirebrief/kernel';

import { withStories } from '../composition/reading';
import { withEngine } from '../composition/session';
import { readSettings } from '@wirebrief/composition';
import { parseJson, parseShape, readText } from './input';
import { postTo } from './remote';
import { addShowStory } from './show-story.command';
import { addStoryChanges } from './story-changes.command';
import { addStoryTimeline } from './story-timeline.command';
import { columns, type Terminal } from './terminal';

interface StoriesOptions {
  readonly data?: string;
  readonly json?: true;
}

interface OpenOptions {
  readonly data?: string;
  readonly url?: string;
}

export function addStories(program: Command, terminal: Terminal): void {
  const stories = program
    .command('stories')
    .description('list the stories, open one, or look at one as of a moment')
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .option('--json', 'one JSON object a line')
    .addHelpText(
      'after',
      `
Examples:
  wirebrief stories
  wirebrief stories open story.json
  wirebrief stories show kabul-strike --as-of 40
  wirebrief stories changes kabul-strike --from 12 --to 40`,
    )
    .action((options: StoriesOptions) => listStories(options, terminal));
  stories
    .command('open')
    .description('open a story from a JSON file')
    .argument(
      '<file>',
      '{"title", "incident": {"title", "date", "place", "actor", "weapon", "target"}, "timeZone", "terms"}',
    )
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .option('--url <address>', 'a running server, instead of the data folder')
    .addHelpText(
      'after',
      '\nExample:\n  wirebrief stories open story.json --url http://127.0.0.1:3000',
    )
    .action((file: string, _options: OpenOptions, command: Command) =>
      openStory(file, command.optsWithGlobals<OpenOptions>(), terminal),
    );
  addShowStory(stories, terminal);
  addStoryChanges(stories, terminal);
  addStoryTimeline(stories, terminal);
}

async function listStories(options: StoriesOptions, terminal: Terminal): Promise<void> {
  await withStories(readSettings(options), async (stories) => {
    const states = [...stories.stories().values()].filter(({ story }) => story !== null);
    if (options.json === true) {
      for (const state of states) terminal.out(JSON.stringify(rowOf(state)));
    } else if (states.length === 0) {
      terminal.note('There are no stories. Open one: wirebrief stories open story.json');
    } else {
      const head = ['STORY', 'ARTICLES', 'EDITIONS', 'TITLE'];
      const rows = states
        .map(rowOf)
        .map((row) => [row.id, String(row.articles), String(row.editions), row.title]);
      terminal.out(columns([head, ...rows], terminal.width));
    }
    return Promise.resolve();
  });
}

function rowOf(state: StoryState) {
  const { story, editions } = state;
  return {
    id: story?.storyId ?? '',
    articles: articleCount(state),
    editions: editions.length,
    title: story?.title ?? '',
  };
}

async function openStory(file: string, options: OpenOptions, terminal: Terminal): Promise<void> {
  const input = parseShape(storyInputSchema, parseJson(await readText(file), file), file);
  if (options.url !== undefined) {
    const { storyId } = await postTo<{ readonly storyId: string }>(options.url, '/stories', input);
    terminal.out(`open  ${storyId}`);
    return;
  }
  await withEngine(readSettings(options), async ({ engine }) => {
    const meta = { correlationId: uuidFrom('open', JSON.stringify(input)), actor: 'cli' };
    const { story, isNew } = await engine.desk.open(input, meta);
    terminal.out(`${isNew ? 'opened' : 'open already'}  ${story.storyId}`);
  });
}
