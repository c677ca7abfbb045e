import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const projectRequire = createRequire(join(ROOT, 'package.json'));
const OLDEST_NODE = [20, 19];

/** A failure that a person can mend: the message says what is wrong, the remedy what to do. */
export class SetupError extends Error {
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/** Progress goes to stderr: stdout belongs to the command that is set up. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Runs the body; a SetupError becomes two lines and exit code 1, anything else stays a stack trace. */
export async function runTool(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`error: ${error.message}\n  ${error.remedy.replaceAll('\n', '\n  ')}`);
    process.exitCode = 1;
  }
}

export function isMain(moduleUrl) {
  return (
    process.argv[1] !== undefined && fileURLToPath(moduleUrl) === realpathSync(process.argv[1])
  );
}

export function requireNodeAndDependencies() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    throw new SetupError(
      `Wirebrief needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${process.versions.node}.`,
      'Install a current Node, for instance from https://nodejs.org, and try again.',
    );
  }
  try {
    projectRequire.resolve('better-sqlite3/package.json');
  } catch {
    throw new SetupError('The dependencies are not installed.', `Run "npm ci" in ${ROOT} first.`);
  }
}

/** The user's cache folder for this project, or one in the checkout where the user has none. */
export function cacheFolder() {
  const user = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  for (const folder of [join(user, 'wirebrief'), join(ROOT, '.cache')]) {
    try {
      mkdirSync(folder, { recursive: true });
      return folder;
    } catch {
      // The next one.
    }
  }
  throw new SetupError(
    `Neither ${user} nor ${ROOT} can be written to.`,
    'Set XDG_CACHE_HOME to a folder that can.',
  );
}

/** Absolute path of a dependency's executable script, to be run with the current node. */
export function scriptOf(packageName, bin = packageName) {
  const directory = join(ROOT, 'node_modules', packageName);
  const manifest = join(directory, 'package.json');
  if (!existsSync(manifest)) {
    throw new SetupError(
      `${packageName} is not installed.`,
      'Run "npm ci" (without --omit=dev) first.',
    );
  }
  const declared = JSON.parse(readFileSync(manifest, 'utf8')).bin;
  return join(directory, typeof declared === 'string' ? declared : declared[bin]);
}

/** Resolves with the exit code and, unless output is passed through, everything that was printed. */
export function run(command, args, { passThrough = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: passThrough ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk) => (output += chunk));
    }
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
