import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { parseInput } from '@wirebrief/application';
import { readArticleFile, readArticleStream } from '@wirebrief/article-reader';
import { messageOf, WirebriefError } from '@wirebrief/kernel';
import { type ArticleUpdate, articleUpdateSchema } from '@wirebrief/newsroom';
import { type z } from 'zod';

import { type Terminal } from './terminal';

export interface FileUpdate {
  readonly file: string;
  readonly update: ArticleUpdate;
}

/** All files, before anything is done with the first one. */
export async function readUpdates(
  files: readonly string[],
  terminal: Terminal,
): Promise<readonly FileUpdate[]> {
  const updates: FileUpdate[] = [];
  for (const [index, file] of files.entries()) {
    terminal.progress(`Reading ${basename(file)} (${index + 1} of ${files.length})`);
    updates.push({ file, update: await readUpdate(file) });
  }
  return updates;
}

/** Stands for standard input where a file is asked for. */
export const STANDARD_INPUT = '-';

/** An article file of any form as an update. Throws a WirebriefError that names the file. */
export async function readUpdate(file: string): Promise<ArticleUpdate> {
  const article =
    file === STANDARD_INPUT
      ? readArticleStream(process.stdin, 'Standard input')
      : readArticleFile(file);
  return parseShape(articleUpdateSchema, await article, file);
}

export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WirebriefError(
      'WB_INPUT_JSON',
      'invalid',
      `${file} is not well-formed JSON: ${messageOf(cause)}.`,
      'Correct the file; a JSON checker names the place.',
      { cause },
    );
  }
}

export function parseShape<Output>(
  schema: z.ZodType<Output>,
  value: unknown,
  file: string,
): Output {
  const parsed = parseInput(schema, value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`,
  );
  throw new WirebriefError(
    'WB_INPUT_SHAPE',
    'invalid',
    `${file} does not have the right shape: ${places.slice(0, 5).join('; ')}.`,
    'Correct these fields; --help shows the form.',
    { cause: parsed.error },
  );
}

export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw unreadable(`The file ${file}`, cause);
  }
}

/** `what` as the message begins: `The file story.json`. */
export function unreadable(what: string, cause: unknown): WirebriefError {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return new WirebriefError(
    isMissing ? 'WB_INPUT_NOT_FOUND' : 'WB_INPUT_UNREADABLE',
    isMissing ? 'not-found' : 'invalid',
    isMissing ? `${what} does not exist.` : `${what} cannot be read.`,
    isMissing ? 'Check the path.' : 'Check that this user may read it.',
    { cause },
  );
}
