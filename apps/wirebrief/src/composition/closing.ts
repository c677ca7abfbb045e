import { type LogExport } from '@wirebrief/application';

/** Runs over a log and closes it at the end. */
export async function closing<Log extends LogExport, Result>(
  log: Log,
  body: (log: Log) => Promise<Result>,
): Promise<Result> {
  try {
    return await body(log);
  } finally {
    await log.close();
  }
}
