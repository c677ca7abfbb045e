import { basename, extname, join, resolve } from 'node:path';

import { type Command } from 'commander';
import { createEngine, type Engine, startEngine, stopEngine } from '@wirebrief/application';
import {
  type Briefing,
  isUnanalysedSource,
  type StoryInput,
  storyInputSchema,
} from '@wirebrief/briefing';
import { uuidFrom } from '@wirebrief/kernel';
import { type ArticleUpdate } from '@wirebrief/newsroom';

import { enginePorts, memoryStores, readSettings, type Settings } from '@wirebrief/composition';
import { parseJson, parseShape, readText, readUpdates, STANDARD_INPUT } from './input';
import { writeOutput } from './output';
import { columns, counted, type Terminal } from './terminal';

const FORMS = ['html', 'pdf', 'json'] as const;

interface BriefOptions {
  readonly out: string;
  readonly story?: string;
}

export function addBrief(program: Command, terminal: Terminal): void {
  program
    .command('brief')
    .description('make an edition from article files, once, without a server')
    .argument(
      '<file...>',
      'articles: plain text, an HTML page, or JSON; several make one story; - is standard input',
    )
    .requiredOption('--out <dir>', 'folder for edition.html, edition.pdf and edition.json')
    .option('--story <file>', 'JSON that describes the story and its principal incident')
    .addHelpText(
      'after',
      `
A JSON article: {"url", "outlet", "title", "published", "language", "text"},
  all but text optional.
A JSON story: {"title", "timeZone", "incident": {"title", "date", "place",
  "actor", "weapon", "target"}}, all but title optional.

Examples:
  wirebrief brief article.txt --out out
  wirebrief brief - --out out < article.txt
  wirebrief brief monday.html tuesday.json --story story.json --out out`,
    )
    .action(async (files: readonly string[], options: BriefOptions) => {
      await makeBriefing(files, options, terminal);
    });
}

async function makeBriefing(
  files: readonly string[],
  options: BriefOptions,
  terminal: Terminal,
): Promise<void> {
  const settings = readSettings({});
  const updates = (await readUpdates(files, terminal)).map(({ update }) => update);
  const story =
    options.story === undefined ? storyFor(files, updates) : await readStory(options.story);
  const briefing = await writeEdition(story, updates, resolve(options.out), settings, terminal);
  terminal.out(summary(briefing, resolve(options.out)));
}

async function readStory(file: string): Promise<StoryInput> {
  return parseShape(storyInputSchema, parseJson(await readText(file), file), file);
}

/** Nothing is said of the incident: the articles tell, or it is unknown. */
function storyFor(files: readonly string[], updates: readonly ArticleUpdate[]): StoryInput {
  const headline = updates.find(({ headline }) => headline !== undefined)?.headline;
  const [file = STANDARD_INPUT] = files;
  const name =
    file === STANDARD_INPUT ? 'article' : basename(file, extname(file)).replace(/[-_]+/g, ' ');
  const title = headline ?? name.charAt(0).toUpperCase() + name.slice(1);
  return storyInputSchema.parse({ id: 'briefing', title, timeZone: zoneHere() });
}

/** With an empty `TZ`, Intl gives the name that stands for no known zone, and takes it nowhere. */
function zoneHere(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone === 'Etc/Unknown' ? 'UTC' : timeZone;
}

async function writeEdition(
  story: StoryInput,
  updates: readonly ArticleUpdate[],
  out: string,
  settings: Settings,
  terminal: Terminal,
): Promise<Briefing> {
  const stores = memoryStores();
  const ports = enginePorts(stores, settings);
  // Beside the reading; what is wrong with the templates is told by the rendering.
  void ports.renderer.warmUp().catch(() => undefined);
  const engine = createEngine(ports);
  await startEngine(engine);
  try {
    terminal.progress('Reading the claims');
    const composed = await composeFrom(engine, story, updates);
    terminal.progress('Setting the pages');
    const rendered = await ports.renderer.render(composed.briefing);
    for (const form of FORMS) await writeOutput(join(out, `edition.${form}`), rendered[form]);
    return composed.briefing;
  } finally {
    await stopEngine(engine);
    await stores.close();
  }
}

async function composeFrom(
  { desk, intake, press }: Engine,
  story: StoryInput,
  updates: readonly ArticleUpdate[],
) {
  const meta = { correlationId: uuidFrom('brief', story.title), actor: 'brief' };
  const { story: opened } = await desk.open(story, meta);
  for (const update of updates) await intake.record({ ...update, stories: [opened.storyId] }, meta);
  return press.draft(opened.storyId);
}

function summary(briefing: Briefing, out: string): string {
  const figures = columns(briefing.keyFigures.map(({ label, value }) => [`  ${label}`, value]));
  const sources = counted(briefing.sources.length, 'source', 'sources');
  const files = FORMS.map((form) => `  ${join(out, `edition.${form}`)}`);
  const unread = briefing.sources
    .filter(isUnanalysedSource)
    .map(({ number, headline, note }) => `  ${number}. ${headline || 'Without a title'}: ${note}`);
  const title = `${briefing.story.title} (${sources})`;
  return [title, figures, '', ...unread, ...(unread.length > 0 ? [''] : []), ...files].join('\n');
}
