#!/usr/bin/env node
import { build, ensureBuilt } from './lib/build.mjs';
import { ensureNativeModule } from './lib/native-module.mjs';
import { ensureNatsServers } from './lib/nats-binaries.mjs';
import { ensurePrograms } from './lib/packages.mjs';
import { isMain, requireNodeAndDependencies, runTool } from './lib/project.mjs';

const HELP = `Makes a fresh checkout ready to run; everything it does is kept, so a second run does nothing.

  node tools/setup.mjs            compile the database module and build
  node tools/setup.mjs --build    build only
  node tools/setup.mjs --native   compile the database module only
  node tools/setup.mjs --test     the same as without options, and the programs that the tests need
`;

/** What running needs: the dependencies, the compiled database module, and dist as new as the sources. */
export async function prepareToRun() {
  requireNodeAndDependencies();
  await ensureNativeModule();
  await ensureBuilt();
}

/** What the tests need on top of that. */
export async function prepareToTest() {
  requireNodeAndDependencies();
  await ensurePrograms('test');
  await ensureNatsServers();
  await prepareToRun();
}

async function main(option) {
  if (option === '--help' || option === '-h') return void process.stdout.write(HELP);
  if (option === '--test') return prepareToTest();
  if (option === undefined) return prepareToRun();
  requireNodeAndDependencies();
  if (option === '--native') return ensureNativeModule();
  if (option === '--build') return build();
  process.stderr.write(`Unknown option ${option}.\n\n${HELP}`);
  process.exitCode = 2;
}

if (isMain(import.meta.url)) await runTool(() => main(process.argv[2]));
