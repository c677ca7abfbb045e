import { runCommandLine } from './cli/program';

const LINGER_MILLISECONDS = 500;

void runCommandLine(process.argv).then((exitCode) => {
  process.exitCode = exitCode;
  // The NATS client keeps the socket of an attempt that ran out of time: it must not hold a failed command back.
  if (exitCode !== 0) setTimeout(() => process.exit(), LINGER_MILLISECONDS).unref();
});
