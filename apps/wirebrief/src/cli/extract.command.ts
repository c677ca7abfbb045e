import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

import { type Command } from 'commander';
import { groupCopies, signatureOf } from '@wirebrief/claims';
import {
  type EvaluationArticle,
  type EvaluationIncident,
  predictMuc,
  predictStory,
  RuleExtractor,
} from '@wirebrief/extraction';
import { WirebriefError } from '@wirebrief/kernel';

import { parseJson, readText, readUpdate, unreadable } from './input';
import { writeOutput } from './output';
import { bar, counted, type Terminal } from './terminal';

interface ExtractOptions {
  readonly eval?: string;
  readonly muc?: string;
  readonly out?: string;
}

export function addExtract(program: Command, terminal: Terminal): void {
  program
    .command('extract')
    .description('claims of article files, or of an evaluation folder, as JSON lines')
    .argument('[file...]', 'article files: plain text, HTML or JSON; - is standard input')
    .option(
      '--eval <dir>',
      'a folder of labelled stories: <story>/<article>.json and <story>/gold.json',
    )
    .option('--muc <file>', 'a file of MUC texts: one {"id", "text"} a line')
    .option('--out <file>', 'write to this file instead of standard output')
    .addHelpText(
      'after',
      `
Of gold.json only the field "incident" is read.

Examples:
  wirebrief extract article.txt
  wirebrief extract --eval stories --out predictions.jsonl
  wirebrief extract --muc dev.jsonl --out predictions.jsonl`,
    )
    .action((files: readonly string[], options: ExtractOptions) =>
      extract(files, options, terminal),
    );
}

async function extract(
  files: readonly string[],
  options: ExtractOptions,
  terminal: Terminal,
): Promise<void> {
  const given = [files.length > 0, options.eval !== undefined, options.muc !== undefined].filter(
    Boolean,
  );
  if (given.length !== 1) {
    throw new WirebriefError(
      'WB_OPTION',
      'invalid',
      'Give article files, or --eval, or --muc.',
      'For instance: wirebrief extract article.txt',
    );
  }
  const lines = await linesOf(files, options, terminal);
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  if (options.out === undefined) {
    if (lines.length > 0) terminal.out(text);
    return;
  }
  await writeOutput(options.out, `${text}\n`);
  terminal.note(`${counted(lines.length, 'line', 'lines')} in ${options.out}`);
}

async function linesOf(
  files: readonly string[],
  { eval: folder, muc }: ExtractOptions,
  terminal: Terminal,
): Promise<readonly object[]> {
  const extractor = new RuleExtractor();
  if (folder !== undefined) return storyLines(folder, extractor, terminal);
  if (muc !== undefined) return mucLines(muc, extractor);
  const lines: object[] = [];
  for (const file of files) lines.push(...(await articleLines(file, extractor, terminal)));
  return lines;
}

async function articleLines(
  file: string,
  extractor: RuleExtractor,
  terminal: Terminal,
): Promise<readonly object[]> {
  const {
    headline = '',
    outlet = '',
    published = '',
    language = '',
    text,
  } = await readUpdate(file);
  const incident = { title: '', date: '', place: '', actor: '', weapon: '', target: '' };
  const extraction = extractor.extract({
    headline,
    outlet,
    published,
    language,
    text,
    incident,
    options: [],
  });
  if (extraction.skipped !== null)
    terminal.note(`${basename(file)}: ${extraction.skipped} (${extraction.language})`);
  return extraction.claims.map((claim) => ({ file: basename(file), ...claim }));
}

async function storyLines(
  folder: string,
  extractor: RuleExtractor,
  terminal: Terminal,
): Promise<readonly object[]> {
  const lines: object[] = [];
  for (const story of (await namesIn(folder)).filter((name) => extname(name) === '')) {
    lines.push(...(await oneStory(join(folder, story), story, extractor, terminal)));
  }
  return lines;
}

async function oneStory(
  folder: string,
  story: string,
  extractor: RuleExtractor,
  terminal: Terminal,
): Promise<readonly object[]> {
  const { incident } = parseJson(
    await readText(join(folder, 'gold.json')),
    join(folder, 'gold.json'),
  ) as { incident: EvaluationIncident };
  const names = (await namesIn(folder)).filter(
    (name) => name.endsWith('.json') && name !== 'gold.json',
  );
  const articles: { readonly id: string; readonly article: EvaluationArticle }[] = [];
  for (const name of names) {
    const file = join(folder, name);
    articles.push({
      id: basename(name, '.json'),
      article: parseJson(await readText(file), file) as EvaluationArticle,
    });
  }
  const groups = groupCopies(
    articles.map(({ id, article }) => ({ id, signature: signatureOf(article.text) })),
  );
  return articles.map(({ id, article }, index) => {
    terminal.progress(`${story} ${bar(index + 1, articles.length)}`);
    const place = { story, article: id, syndicationGroup: groups.get(id) ?? id };
    return predictStory(extractor, place, article, incident);
  });
}

async function mucLines(file: string, extractor: RuleExtractor): Promise<readonly object[]> {
  const lines = (await readText(file)).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) =>
    predictMuc(extractor, parseJson(line, file) as { readonly id: string; readonly text: string }),
  );
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (cause) {
    throw unreadable(`The folder ${folder}`, cause);
  }
}
