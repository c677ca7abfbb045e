import { runCommandLine } from './cli/program';

void runCommandLine(process.argv).then((exitCode) => {
  process.exitCode = exitCode;
});
