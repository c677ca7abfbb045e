import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT, SetupError } from './project.mjs';

const READY_MILLISECONDS = 60_000;

/** One process of a service from the built project, and what it says. */
export class ServiceProcess {
  #child;
  #options;
  #lines = [];
  #waiting = new Set();

  /** `env` is all that it gets of settings; `onLine` sees each line of its log. */
  constructor({ name, label = name, env, onLine = () => undefined }) {
    this.name = name;
    this.label = label;
    this.#options = { env, onLine };
  }

  get pid() {
    return this.#child?.pid;
  }

  /** The lines of its log since its last start, parsed. */
  get log() {
    return this.#lines;
  }

  launch() {
    this.#lines = [];
    const main = join(ROOT, 'dist/apps', this.name, 'src/main.js');
    const { PATH, HOME, TMPDIR } = process.env;
    const child = spawn(process.execPath, [main], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH, HOME, TMPDIR, ...this.#options.env },
    });
    this.#child = child;
    createInterface({ input: child.stderr }).on('line', (line) => this.#take(line));
  }

  /** Where it tells how it fares, once it does. */
  async healthUrl() {
    return (await this.said('health')).url;
  }

  /** Resolves with the line that says that it does its work; it has `url` where it serves HTTP. */
  ready() {
    return this.said('ready');
  }

  /** Resolves with the first line of that message since the last start. */
  said(message, milliseconds = READY_MILLISECONDS) {
    const found = this.#lines.find((line) => line.message === message);
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const end = (settle) => (value) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        this.#child.off('exit', fail);
        settle(value);
      };
      const done = end(resolve);
      const fail = end(() => reject(this.#failure(message)));
      const look = (line) => line.message === message && done(line);
      const timer = setTimeout(fail, milliseconds);
      this.#waiting.add(look);
      this.#child.once('exit', fail);
    });
  }

  /** Sends the signal; resolves with the exit code, which is null where the signal has ended it. */
  async end(signal = 'SIGTERM') {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = await ended;
    return code;
  }

  #take(text) {
    let line = { message: text };
    try {
      line = JSON.parse(text);
    } catch {
      // What Node itself says is no JSON.
    }
    this.#lines.push(line);
    this.#options.onLine(this, line);
    for (const look of this.#waiting) look(line);
  }

  /** What it says itself of why, or else its last lines. */
  #failure(message) {
    const said = this.#lines.findLast(({ error }) => error?.remedy !== undefined);
    if (said !== undefined)
      return new SetupError(`${this.label}: ${said.error.message}`, said.error.remedy);
    const lines = this.#lines.slice(-10).map((line) => JSON.stringify(line));
    return new Error(`${this.label} did not say "${message}":\n${lines.join('\n')}`);
  }
}
