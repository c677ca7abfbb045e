#!/usr/bin/env node
import { ensureNatsServers, natsServers } from './lib/nats-binaries.mjs';
import { runTool } from './lib/project.mjs';

const HELP = `Fetches the NATS servers that the tests and the local cluster run, where the PATH has no suitable one.

  node tools/nats-servers.mjs           fetch what is missing, then list all
  node tools/nats-servers.mjs --list    list what is there
`;

await runTool(async () => {
  const option = process.argv[2];
  if (option !== undefined && option !== '--list') {
    process.stderr.write(HELP);
    process.exitCode = option === '--help' || option === '-h' ? 0 : 2;
    return;
  }
  if (option === undefined) await ensureNatsServers();
  for (const { version, path, suitable } of natsServers()) {
    process.stdout.write(`${version.padEnd(10)} ${suitable ? 'suitable ' : 'too old  '} ${path}\n`);
  }
});
