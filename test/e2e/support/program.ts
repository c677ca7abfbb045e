import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');
/** The built program. */
export const MAIN = join(ROOT, 'dist/apps/wirebrief/src/main.js');

export const sampleUpdates = join(ROOT, 'apps/wirebrief/sample/updates');

export interface Finished {
  /** Null when a signal ended the process. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A new folder under the system's temporary one. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'wirebrief-e2e-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs one command of the built program to its end. */
export async function wirebrief(
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Finished> {
  return finished(launch(args, options));
}

/** The built program, with nothing of this process's settings. */
function launch(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  return spawn(process.execPath, [MAIN, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    env: { PATH, HOME, TMPDIR, LANG: 'C.UTF-8', ...options.env },
  });
}

/** The program as the first part of a pipe, whose exit code is that of its first failing part. */
export function shellCommand(
  args: readonly string[],
  pipe: string,
): { readonly command: string; readonly args: readonly string[] } {
  const words = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
  return { command: 'bash', args: ['-o', 'pipefail', '-c', `${words} ${pipe}`] };
}

async function finished(child: ChildProcess): Promise<Finished> {
  const [out, err] = [collected(child.stdout), collected(child.stderr)];
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, out: out.text, err: err.text };
}

interface Collected {
  text: string;
}

function collected(stream: NodeJS.ReadableStream | null): Collected {
  const all: Collected = { text: '' };
  stream?.setEncoding('utf8').on('data', (chunk: string) => (all.text += chunk));
  return all;
}

export interface RunningProgram {
  /** `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly pid: number;
  /** What it has printed when it was ready. */
  readonly welcome: string;
  /** Resolves when standard error holds the words. */
  readonly said: (words: string) => Promise<void>;
  /** Sends the signal and waits for the end of the process. */
  readonly end: (signal: NodeJS.Signals) => Promise<Finished>;
}

const running = new Set<ChildProcess>();

/** Ends what a failed test has left behind. */
export function endPrograms(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Starts the server on a free port and waits until it has printed its address. */
export async function startProgram(
  folder: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<RunningProgram> {
  const { child, end } = launchServer(folder, args, env);
  const welcome = await printed(child, 'stdout', 'Data: ', end);
  return {
    url: /https?:\/\/[^\s/]+/.exec(welcome)?.[0] ?? '',
    pid: child.pid ?? 0,
    welcome,
    said: async (words) => {
      await printed(child, 'stderr', words, end);
    },
    end: (signal) => {
      child.kill(signal);
      return end;
    },
  };
}

/** Starts a preview of a folder of templates on a free port. */
export async function startPreview(
  templates: string,
): Promise<Pick<RunningProgram, 'url' | 'said' | 'end'>> {
  const child = launch(['templates', 'preview', templates, '--port', '0']);
  running.add(child);
  const end = finished(child);
  void end.then(() => running.delete(child));
  const welcome = await printed(child, 'stdout', '/\n', end);
  return {
    url: /http:\/\/[^\s/]+/.exec(welcome)?.[0] ?? '',
    said: async (words) => {
      await printed(child, 'stderr', words, end);
    },
    end: (signal) => {
      child.kill(signal);
      return end;
    },
  };
}

/** The server as it is starting: not ready yet. */
export function launchServer(
  folder: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): { readonly child: ChildProcess; readonly end: Promise<Finished> } {
  const child = launch(['start', '--port', '0', '--data', folder, ...args], { env });
  running.add(child);
  const end = finished(child);
  void end.then(() => running.delete(child));
  return { child, end };
}

async function printed(
  child: ChildProcess,
  stream: 'stdout' | 'stderr',
  words: string,
  end: Promise<Finished>,
): Promise<string> {
  const all = collected(child[stream]);
  const seen = new Promise<string>((resolve) => {
    child[stream]?.on('data', () => {
      if (all.text.includes(words)) resolve(all.text);
    });
  });
  const ended = end.then(({ code, err }): never => {
    throw new Error(`the program ended with ${String(code)} before it said "${words}":\n${err}`);
  });
  return Promise.race([seen, ended]);
}
