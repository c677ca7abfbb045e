const LINGER_MILLISECONDS = 500;

/**
 * Ends this process, whose work is done, with that code: as soon as nothing holds it, and at the latest after half a
 * second. The NATS client keeps the socket of an attempt to connect that ran out of time, for as long as the server
 * does.
 */
export function endProcess(exitCode: number): void {
  process.exitCode = exitCode;
  setTimeout(() => process.exit(), LINGER_MILLISECONDS).unref();
}
