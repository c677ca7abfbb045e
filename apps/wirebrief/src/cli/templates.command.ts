import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { type Command } from 'commander';
import { readSettings, type Settings, templatesFolder } from '@wirebrief/composition';
import { WirebriefError } from '@wirebrief/kernel';
import { stopSignal } from '@wirebrief/platform';
import { problemText, type TemplateProblem } from '@wirebrief/rendering';

import { checkWithSample } from '../templates/check-with-sample';
import { sampleBriefings } from '../templates/sample-briefings';
import { counted, type Terminal } from './terminal';

/** Sets body text at 16 points, the least that is called large print. */
const LARGE_PRINT = 1.6;
/** Points: the lines stay long enough to be read. */
const NARROW_MARGIN = 36;

const FOLDER = 'folder of templates (TEMPLATES_DIR, default: those that ship)';

export function addTemplates(program: Command, terminal: Terminal): void {
  const templates = program
    .command('templates')
    .description('copy, check and preview the templates of documents and pages')
    .addHelpText(
      'after',
      `
docs/templates.md is the guide.

Examples:
  wirebrief templates copy my-templates
  wirebrief templates preview my-templates
  wirebrief templates check my-templates
  TEMPLATES_DIR=my-templates wirebrief start`,
    );
  templates
    .command('copy')
    .description('copy the templates that ship to a new folder, to be changed there')
    .argument('<dir>', 'a folder that is not there yet, or is empty')
    .option('--large', 'in large print: the theme of the copy has a scale of 1.6')
    .addHelpText(
      'after',
      `
Examples:
  wirebrief templates copy my-templates
  wirebrief templates copy large-print --large`,
    )
    .action((folder: string, { large }: { readonly large?: true }) =>
      copyTemplates(folder, large === true, terminal),
    );
  templates
    .command('check')
    .description('name everything that is wrong in a folder of templates, by file and line')
    .argument('[dir]', FOLDER)
    .option('--json', 'one JSON object a line')
    .addHelpText(
      'after',
      `
Unknown elements, attributes, helpers, partials, texts and URL schemes,
unescaped expressions, what is not closed, fonts that cannot be read, broken
entries and colours of the theme; then the service's pages and the documents
of the sample story are made. Exit code 2 when there is a problem.

Example:
  wirebrief templates check my-templates`,
    )
    .action((folder: string | undefined, options: CheckOptions) =>
      check(folder, options, terminal),
    );
  templates
    .command('preview')
    .description('show the editions of the sample story, made again with each change')
    .argument('[dir]', FOLDER)
    .option('--port <number>', 'port to listen on, on this machine alone (0 chooses one)', '3100')
    .addHelpText('after', '\nExample:\n  wirebrief templates preview my-templates --port 8080')
    .action((folder: string | undefined, options: { readonly port: string }) =>
      preview(folder, options.port, terminal),
    );
}

interface CheckOptions {
  readonly json?: true;
}

function settingsFor(folder: string | undefined, port = '0'): Settings {
  return readSettings({ port, ...(folder !== undefined && { templates: folder }) });
}

async function copyTemplates(folder: string, isLarge: boolean, terminal: Terminal): Promise<void> {
  const target = resolve(folder);
  if ((await readdir(target).catch(() => [])).length > 0)
    throw new WirebriefError(
      'WB_TEMPLATES_EXIST',
      'conflict',
      `${target} is there and is not empty.`,
      'Give a new folder: a copy would mix with what you have changed.',
    );
  try {
    await cp(templatesFolder(readSettings({}).project), target, { recursive: true });
    if (isLarge) await enlarge(join(target, 'briefing', 'theme.json'));
  } catch (cause) {
    throw new WirebriefError(
      'WB_OUTPUT_REFUSED',
      'unavailable',
      `${target} cannot be written.`,
      'Choose another place, or give this user the right to write there.',
      { cause },
    );
  }
  terminal.out(target);
  terminal.note(`Look at them as you change them: wirebrief templates preview ${folder}`);
}

/** As a person would: the rest of the file stays to the letter. */
async function enlarge(themeFile: string): Promise<void> {
  const theme = await readFile(themeFile, 'utf8');
  const larger = theme
    .replace(/"scale": [\d.]+/, `"scale": ${LARGE_PRINT}`)
    .replace(/("(?:left|right)": )56\b/g, `$1${NARROW_MARGIN}`)
    .replace(/("(?:top|bottom)": )58\b/g, `$1${NARROW_MARGIN}`);
  await writeFile(themeFile, larger);
}

async function check(
  folder: string | undefined,
  { json }: CheckOptions,
  terminal: Terminal,
): Promise<void> {
  const settings = settingsFor(folder);
  const { templatesDir } = settings.config;
  const problems = await checkWithSample(templatesDir, () => {
    terminal.progress('Making the documents of the sample story');
    return sampleBriefings(settings);
  });
  for (const problem of problems)
    terminal.out(json === true ? JSON.stringify(problem) : problemText(problem));
  if (problems.length > 0) throw faultyError(templatesDir, problems.length);
  terminal.note(`Nothing is wrong in ${templatesDir}.`);
}

function faultyError(folder: string, count: number): WirebriefError {
  return new WirebriefError(
    'WB_TEMPLATES_FAULTY',
    'invalid',
    `${counted(count, 'problem', 'problems')} in ${folder}.`,
    'Correct what is named above; docs/templates.md lists what templates may use.',
  );
}

async function preview(
  folder: string | undefined,
  givenPort: string,
  terminal: Terminal,
): Promise<void> {
  const stop = stopSignal();
  const settings = settingsFor(folder, givenPort);
  const { templatesDir, port } = settings.config;
  // The server's libraries load only where a server runs: the other commands start in half the time.
  const { startPreview } = await import('../templates/preview-server.js');
  terminal.progress('Reading the sample story');
  const { url, ended } = await startPreview({
    folder: templatesDir,
    briefings: await sampleBriefings(settings),
    port,
    signal: stop,
    onChange: (problems) => {
      if (problems.length === 0) terminal.note('Loaded again.');
      tell(problems, terminal);
    },
    onProblems: (problems) => {
      tell(problems, terminal);
    },
  });
  terminal.out(`Preview of ${templatesDir}. Ctrl-C stops it.\n  ${url}/`);
  await ended;
}

function tell(problems: readonly TemplateProblem[], terminal: Terminal): void {
  for (const problem of problems) terminal.note(problemText(problem));
}
