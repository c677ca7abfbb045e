import { open } from 'node:fs/promises';
import { isNativeError } from 'node:util/types';
import { type ArticleUpdateInput } from '@wirebrief/newsroom';
import { inputError } from './input-errors';
import { parseArticle } from './parse-article';

const MEBIBYTE = 1024 * 1024;
/** Largest file that is read, in bytes: a saved page with its pictures inside fits, a mistaken path does not. */
const MAX_FILE_BYTES = 50 * MEBIBYTE;

/** The article in a file. Rejects with a WirebriefError `WB_INPUT_...` that names the file and what to do. */
export async function readArticleFile(path: string): Promise<ArticleUpdateInput> {
  return parseArticle(await readLimited(path), { name: path });
}

/** The article that a stream brings; `name` stands for it in what is told. Rejects as `readArticleFile` does. */
export async function readArticleStream(
  stream: AsyncIterable<Uint8Array>,
  name: string,
): Promise<ArticleUpdateInput> {
  return parseArticle(await readUpToLimit(stream, name), { name });
}

async function readLimited(path: string): Promise<Uint8Array> {
  if (path.includes('\0')) throw notFound(path);
  try {
    const file = await open(path, 'r');
    try {
      const stats = await file.stat();
      if (stats.isDirectory()) throw directory(path);
      if (stats.size > MAX_FILE_BYTES) throw tooLarge(path);
      return await readUpToLimit(file.createReadStream({ autoClose: false }), path);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explained(error, path);
  }
}

/** A pipe has no size before it is read. */
async function readUpToLimit(stream: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > MAX_FILE_BYTES) throw tooLarge(name);
  }
  return Buffer.concat(chunks);
}

function explained(error: unknown, name: string): unknown {
  if (!isNativeError(error) || !('syscall' in error) || !('code' in error)) return error;
  const options = { cause: error };
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return notFound(name, options);
  }
  const words = [
    `${name} cannot be read (${String(error.code)}).`,
    'Check that this user may read it.',
  ] as const;
  return inputError('WB_INPUT_UNREADABLE', 'invalid', words, options);
}

function notFound(name: string, options?: ErrorOptions) {
  const words = [`There is no file ${name}.`, 'Check the path.'] as const;
  return inputError('WB_INPUT_NOT_FOUND', 'not-found', words, options);
}

function directory(name: string) {
  return inputError('WB_INPUT_DIRECTORY', 'invalid', [
    `${name} is a folder.`,
    'Give the article files in it, for instance FOLDER/*.txt',
  ]);
}

function tooLarge(name: string) {
  return inputError('WB_INPUT_TOO_LARGE', 'too-large', [
    `${name} is larger than the ${MAX_FILE_BYTES / MEBIBYTE} MiB that are read.`,
    'Give the text of the article alone.',
  ]);
}
