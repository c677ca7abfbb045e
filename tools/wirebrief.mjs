#!/usr/bin/env node
import { pathToFileURL } from 'node:url';
import { MAIN } from './lib/build.mjs';
import { runTool } from './lib/project.mjs';
import { prepareToRun } from './setup.mjs';

await runTool(async () => {
  await prepareToRun();
  // In this process: a second start of Node would cost 40 ms and a signal to pass on.
  await import(pathToFileURL(MAIN).href);
});
