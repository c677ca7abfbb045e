import { commitHash, type LogRecord } from '@wirebrief/kernel';

/** When position 0 would have been recorded, milliseconds since 1970. */
export const RECORDED_FROM = Date.parse('2021-08-29T12:00:00Z');

/** Three streams, gaps at positions 1, 3 to 5 and 8 to 40, and one erased commit. */
export const EXAMPLE_RECORDS: readonly LogRecord[] = [
  recordAt(2, { stream: 'daily.article.one', firstVersion: 1, types: ['ArticleReceived'] }),
  recordAt(6, { stream: 'daily.story.one', firstVersion: 1, types: ['StoryOpened', 'Named'] }),
  erased(recordAt(7, { stream: 'daily.article.one', firstVersion: 2, types: ['ArticleRevised'] })),
  recordAt(41, { stream: 'daily.article.one', firstVersion: 3, types: ['ArticleKilled'] }),
  recordAt(42, { stream: 'daily.story.one', firstVersion: 3, types: ['StoryClosed'] }),
];

/** One commit of these event types; its id is `commit-<position>`. */
export function recordAt(
  position: number,
  {
    stream,
    firstVersion,
    types,
  }: Pick<LogRecord, 'stream' | 'firstVersion'> & { readonly types: readonly string[] },
): LogRecord {
  const id = `commit-${position}`;
  const events = JSON.stringify(
    types.map((type) => ({ data: { at: position, "naïve '10'": [1, null] }, schema: 1, type })),
  );
  const meta = JSON.stringify({ actor: 'desk', correlationId: `request-${position}` });
  const hash = commitHash({ id, stream, events, meta });
  const version = firstVersion + types.length - 1;
  const recordedAt = RECORDED_FROM + position;
  return {
    position,
    id,
    stream,
    firstVersion,
    version,
    recordedAt,
    hash,
    events,
    meta,
    erasure: null,
  };
}

function erased(record: LogRecord): LogRecord {
  const erasure = { at: RECORDED_FROM + 60_000, reason: 'asked for' };
  return { ...record, events: null, meta: null, erasure };
}
