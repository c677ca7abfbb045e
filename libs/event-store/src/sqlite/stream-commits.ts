import { setImmediate as nextTurn } from 'node:timers/promises';

import { type ReadStreamOptions } from '@wirebrief/application';
import { type Commit, type StreamId } from '@wirebrief/kernel';

import { type LogReader } from './log-reader';

/** Page by page, so that others have their turn. `read` runs each piece of work on the database. */
export async function* streamCommits(
  reader: LogReader,
  stream: StreamId,
  options: ReadStreamOptions,
  read: <Result>(work: () => Result) => Result,
): AsyncGenerator<Commit> {
  const pages = reader.stream(stream, options);
  for (;;) {
    const page = read(() => pages.next());
    if (page.done === true) return;
    yield* page.value.commits;
    if (!page.value.isLast) await nextTurn();
  }
}
