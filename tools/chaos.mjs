#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runChaos } from './lib/chaos/run-chaos.mjs';
import { ensureNatsServers, natsServers } from './lib/nats-binaries.mjs';
import { runTool, say, SetupError } from './lib/project.mjs';
import { prepareToRun } from './setup.mjs';

const HELP = `Faults in the distributed mode, under load: what was acknowledged is counted at the end.

  npm run chaos
  npm run chaos -- --minutes 30 --seed 7
  npm run chaos -- --nodes 1 --replicas 1

  --minutes <n>    how long; 0 does each fault once (default 0)
  --seed <n>       of the order of faults and of the load (default: another one each time)
  --nodes <n>      nats-servers: 1 or 3 (default 3)
  --replicas <n>   processes of each service (default 2)
  --rate <n>       messages in a second (default 5)
  --verbose        show warnings and errors of the services
`;

const OPTIONS = {
  minutes: { type: 'string', default: '0' },
  seed: { type: 'string', default: String(Date.now() % 100_000) },
  nodes: { type: 'string', default: '3' },
  replicas: { type: 'string', default: '2' },
  rate: { type: 'string', default: '5' },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
};

function optionsOf(args) {
  try {
    const { values } = parseArgs({ args, options: OPTIONS });
    const { verbose, help, ...texts } = values;
    const numbers = Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, Number(text)]),
    );
    const wrong = Object.entries(numbers).find(([, number]) => !(number >= 0));
    if (wrong) throw new Error(`--${wrong[0]} is a number from 0`);
    if (![1, 3].includes(numbers.nodes)) throw new Error('--nodes is 1 or 3');
    if (![1, 2, 3, 4].includes(numbers.replicas)) throw new Error('--replicas is 1 to 4');
    return { ...numbers, verbose, help };
  } catch (error) {
    throw new SetupError(`${error.message}.`, 'See npm run chaos -- --help.');
  }
}

async function main({ rate, verbose, ...options }) {
  await ensureNatsServers();
  await prepareToRun();
  const server = natsServers().findLast(({ suitable }) => suitable);
  const folder = mkdtempSync(join(tmpdir(), 'wirebrief-chaos-'));
  const started = performance.now();
  const onEvent = (what) =>
    say(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${what}`);
  say(`Seed ${options.seed}, ${options.nodes} × nats-server ${server.version}.`);
  const onLine = ({ label }, line) => {
    if (verbose && ['warn', 'error'].includes(line.level)) say(`${label}: ${JSON.stringify(line)}`);
  };
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'])
    process.once(name, () => stop.abort(new SetupError(`Ended by ${name}.`, 'Run it again.')));
  const { signal } = stop;
  const { faults, counts, problems } = await runChaos({
    ...{ ...options, signal },
    ...{ path: server.path, folder, perSecond: rate || 5, onEvent, onLine },
  });
  process.stdout.write(`${JSON.stringify({ seed: options.seed, faults, ...counts }, null, 2)}\n`);
  for (const problem of problems) say(`wrong: ${problem}`);
  if (problems.length > 0) say(`Data: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
  process.exitCode = problems.length === 0 ? 0 : 1;
}

await runTool(async () => {
  const options = optionsOf(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else await main(options);
});
