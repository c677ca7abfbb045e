import { once } from 'node:events';

import { type Command } from 'commander';

import { readSettings, type Settings } from '@wirebrief/composition';
import { stopSignal } from '@wirebrief/platform';

import { bar, type Terminal } from './terminal';

interface StartOptions {
  readonly data?: string;
  readonly port?: string;
  readonly empty?: true;
}

export function addStart(program: Command, terminal: Terminal): void {
  program
    .command('start')
    .description('run every service in one process')
    .option('--data <dir>', 'folder of the log and the editions (DATA_DIR, default ./data)')
    .option('--port <number>', 'port to listen on (PORT, default 3000; 0 chooses one)')
    .option('--empty', 'do not open the sample story in an empty folder')
    .addHelpText(
      'after',
      `
Examples:
  wirebrief start
  wirebrief start --empty --data /var/lib/wirebrief
  PORT=8080 wirebrief start`,
    )
    .action(async (options: StartOptions) => {
      await runServer(readSettings(options), options.empty !== true, terminal);
    });
}

async function runServer(
  settings: Settings,
  withSample: boolean,
  terminal: Terminal,
): Promise<void> {
  const stop = stopSignal();
  // The server's libraries load only where a server runs: the other commands start in half the time.
  const { startServer } = await import('../server/start-server.js');
  const onSample = (done: number, total: number): void => {
    terminal.progress(`Opening the sample story ${bar(done, total)}`);
  };
  try {
    const server = await startServer(settings, { withSample, signal: stop, onSample });
    terminal.out(welcome(server.url, server.contents(), settings.config.dataDir));
    if (!stop.aborted) await once(stop, 'abort');
    terminal.note('Stopping: requests in hand are answered first.');
    await server.stop();
  } catch (error) {
    if (error !== stop.reason) throw error;
  }
  terminal.note('Stopped.');
}

function welcome(url: string, contents: readonly string[], dataDir: string): string {
  const lines = ['/', ...contents, '/health'].map((path) => `  ${url}${path}`);
  const next =
    contents.length > 0
      ? []
      : ['No story is open yet:', `  wirebrief stories open story.json --url ${url}`, ''];
  const parts = ['Wirebrief is running. Ctrl-C stops it.', '', ...lines, '', ...next];
  return [...parts, `Data: ${dataDir}`].join('\n');
}
