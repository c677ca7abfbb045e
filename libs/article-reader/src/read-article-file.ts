import { type FileHandle, open } from 'node:fs/promises';
import { isNativeError } from 'node:util/types';
import { type ArticleUpdateInput } from '@wirebrief/newsroom';
import { displayName, inputError } from './input-errors';
import { parseArticle } from './parse-article';

const MEBIBYTE = 1024 * 1024;
/** Largest file that is read, in bytes: a saved page with its pictures inside fits, a mistaken path does not. */
const MAX_FILE_BYTES = 50 * MEBIBYTE;

/** The article in a file. Rejects with a WirebriefError `WB_INPUT_...` that names the file and what to do. */
export async function readArticleFile(path: string): Promise<ArticleUpdateInput> {
  return parseArticle(await readLimited(path), { name: path });
}

async function readLimited(path: string): Promise<Uint8Array> {
  const name = displayName(path);
  try {
    const file = await open(path, 'r');
    try {
      const stats = await file.stat();
      if (stats.isDirectory()) throw directory(name);
      if (stats.size > MAX_FILE_BYTES) throw tooLarge(name);
      return await readUpToLimit(file, name);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explained(error, name);
  }
}

/** A pipe has no size before it is read. */
async function readUpToLimit(file: FileHandle, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of file.createReadStream({ autoClose: false })) {
    chunks.push(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).byteLength;
    if (bytes > MAX_FILE_BYTES) throw tooLarge(name);
  }
  return Buffer.concat(chunks);
}

function explained(error: unknown, name: string): unknown {
  if (!isNativeError(error) || !('syscall' in error) || !('code' in error)) return error;
  const options = { cause: error };
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    const words = [`There is no file ${name}.`, 'Check the path.'] as const;
    return inputError('NOT_FOUND', 'not-found', words, options);
  }
  const words = [
    `${name} cannot be read (${String(error.code)}).`,
    'Check that this user may read it.',
  ] as const;
  return inputError('UNREADABLE', 'invalid', words, options);
}

function directory(name: string) {
  return inputError('DIRECTORY', 'invalid', [
    `${name} is a folder.`,
    'Give the article files in it, for instance FOLDER/*.txt',
  ]);
}

function tooLarge(name: string) {
  return inputError('TOO_LARGE', 'too-large', [
    `${name} is larger than the ${MAX_FILE_BYTES / MEBIBYTE} MiB that are read.`,
    'Give the text of the article alone.',
  ]);
}
