import { writeSync } from 'node:fs';

import { SqliteEventStore } from '@wirebrief/event-store';
import { type NewCommit, type StreamId } from '@wirebrief/kernel';

/** Many writers append without end and say after each acknowledgement which commit it was, until the process is killed. */
async function appendForEver(folder: string, round: string): Promise<void> {
  const store = await SqliteEventStore.open({ folder, clock: () => new Date() });
  const write = async (writer: number): Promise<void> => {
    for (let count = 0; ; count += 1) {
      const commit = nextCommit(round, writer, count);
      const { position } = await store.append(commit);
      say(`${commit.id} ${position}\n`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)));
}

/** Synchronous, so that a line that is cut off is the only thing a kill can take away. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, line);
      return;
    } catch (error) {
      // The pipe is full while the parent is slower to read than the log is to write.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

function nextCommit(round: string, writer: number, count: number): NewCommit {
  const stream: StreamId = `daily.article.writer-${writer}`;
  const event = {
    type: 'ArticleReceived',
    schema: 1,
    data: { text: 'x'.repeat((count * 37) % 3000) },
  };
  const events: NewCommit['events'] =
    count % 3 === 0 ? [event, { ...event, type: 'ArticleRevised' }] : [event];
  return {
    id: `${round}-${writer}-${count}`,
    stream,
    expected: 'any',
    events,
    meta: { correlationId: round, actor: 'tester' },
  };
}

const [folder = '', round = ''] = process.argv.slice(2);
void appendForEver(folder, round);
