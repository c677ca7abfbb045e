import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { type CopyPart } from '@wirebrief/application';
import { InMemoryBlobStore } from '@wirebrief/blob-store';
import { InMemoryEventStore, InMemoryLogImport, type MemoryRecord } from '@wirebrief/event-store';
import { type LogRecord, sha256 } from '@wirebrief/kernel';
import { EXAMPLE_RECORDS, openEngine, recordAt, TEST_META, tollUpdate } from '@wirebrief/testing';

import { readBackup, verifyBackup } from './read-backup';
import { writeBackup } from './write-backup';

const WRITTEN = { createdAt: '2026-01-31T06:00:00.000Z', program: 'Wirebrief test' };

describe('A backup', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wirebrief-backup-'));
    file = join(folder, 'backup.jsonl.gz');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function backUp(records: readonly LogRecord[], blobs = new InMemoryBlobStore()) {
    const log = new InMemoryLogImport([]);
    await log.write(records);
    return writeBackup({ log, blobs }, { ...WRITTEN, file, onProgress: () => undefined });
  }

  async function partsIn(path = file): Promise<readonly CopyPart[]> {
    const parts: CopyPart[] = [];
    for await (const part of readBackup(path)) parts.push(part);
    return parts;
  }

  const recordsIn = (parts: readonly CopyPart[]): readonly LogRecord[] =>
    parts.flatMap((part) => (part.kind === 'commits' ? part.records : []));

  it('gives back the records of a log with gaps and an erased commit', async () => {
    const report = await backUp(EXAMPLE_RECORDS);
    expect(recordsIn(await partsIn())).toEqual(EXAMPLE_RECORDS);
    expect(report).toMatchObject({ ...WRITTEN, position: 42, commits: 5, erased: 1, files: 0 });
    expect(await verifyBackup(file)).toEqual(report);
    expect(readdirSync(folder)).toEqual(['backup.jsonl.gz']);
  });

  it('of an empty log is whole', async () => {
    await backUp([]);
    expect(await partsIn()).toEqual([]);
  });

  it('holds the files of editions before the commits that name them, and names those that are lost', async () => {
    const records: MemoryRecord[] = [];
    const clock = (): Date => new Date('2024-03-01T00:00:00Z');
    const engine = await openEngine({ store: new InMemoryEventStore({ clock, records }) });
    await engine.intake.record(tollUpdate(3), TEST_META);
    const { files } = await engine.press.issue('bridge', 'edition', TEST_META);
    await engine.stop();
    const blobs = Object.create(engine.blobs) as InMemoryBlobStore;
    blobs.get = async (hash) => (hash === files.pdf.hash ? undefined : engine.blobs.get(hash));
    const source = { log: new InMemoryLogImport(records), blobs };
    const report = await writeBackup(source, { ...WRITTEN, file, onProgress: () => undefined });
    const parts = await partsIn();
    const named = parts.flatMap((part) => (part.kind === 'file' ? [part] : []));
    expect(report).toMatchObject({ files: 2, lost: [files.pdf.hash] });
    expect(named.map(({ hash }) => hash).sort()).toEqual([files.html.hash, files.json.hash].sort());
    for (const { hash, bytes } of named) expect(sha256(bytes)).toBe(hash);
    const firstCommitOfEdition = parts.findIndex(
      (part) => part.kind === 'commits' && JSON.stringify(part.records).includes('EditionIssued'),
    );
    expect(parts.findLastIndex(({ kind }) => kind === 'file')).toBeLessThan(firstCommitOfEdition);
  });

  it('is read in batches, so that a large one fits in memory', async () => {
    const many = Array.from({ length: 600 }, (_, index) =>
      recordAt(index + 1, {
        stream: `daily.article.a${index}`,
        firstVersion: 1,
        types: Array.from({ length: 80 }, () => 'ArticleReceived'),
      }),
    );
    await backUp(many);
    const parts = await partsIn();
    expect(parts.length).toBeGreaterThan(2);
    expect(recordsIn(parts)).toEqual(many);
  });

  it('with one bit turned is refused, or is read as the same', async () => {
    await backUp(EXAMPLE_RECORDS);
    const whole = readFileSync(file);
    const broken = join(folder, 'broken');
    let refused = 0;
    for (let bit = 0; bit < whole.length * 8; bit += 7) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      writeFileSync(broken, bytes);
      try {
        expect(recordsIn(await partsIn(broken))).toEqual(EXAMPLE_RECORDS);
      } catch (error) {
        expect(error).toMatchObject({ code: 'WB_BACKUP_CORRUPT' });
        refused += 1;
      }
    }
    // Only the header of gzip has bits that mean nothing here: ten bytes, of which three tell the form.
    expect(refused).toBeGreaterThan((whole.length * 8) / 7 - 10);
  });

  it('that is cut off anywhere is refused', async () => {
    await backUp(EXAMPLE_RECORDS);
    const whole = readFileSync(file);
    const broken = join(folder, 'broken');
    for (let length = 0; length < whole.length; length += 5) {
      writeFileSync(broken, whole.subarray(0, length));
      await expect(partsIn(broken)).rejects.toMatchObject({ code: 'WB_BACKUP_CORRUPT' });
    }
  });

  it.each([
    ['without its last line', (lines: string[]) => lines.slice(0, -1)],
    ['without its head', (lines: string[]) => lines.slice(1)],
    ['with two heads', (lines: string[]) => [lines[0] ?? '', ...lines]],
    ['without a commit', (lines: string[]) => lines.toSpliced(2, 1)],
    ['with a commit twice', (lines: string[]) => lines.toSpliced(2, 0, lines[2] ?? '')],
    ['with commits in another order', ([a, b, c, ...rest]: string[]) => [a, c, b, ...rest]],
    ['with another text', (lines: string[]) => lines.map((line) => line.replace('naïve', 'naive'))],
    [
      'with another reason',
      (lines: string[]) => lines.map((line) => line.replace('asked', 'told')),
    ],
    ['with a line after its end', (lines: string[]) => [...lines, lines[1] ?? '']],
    ['with something else in it', (lines: string[]) => lines.toSpliced(1, 0, '{"note":1}')],
    ['with a file that is none', (lines: string[]) => lines.toSpliced(1, 0, fileLineOf('x', 'y'))],
  ])('%s is refused', async (_, change) => {
    await backUp(EXAMPLE_RECORDS);
    const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
    writeFileSync(file, gzipSync(`${change(lines).join('\n')}\n`));
    await expect(partsIn()).rejects.toMatchObject({ code: 'WB_BACKUP_CORRUPT' });
  });

  it('of a newer format is refused with the way out', async () => {
    await backUp(EXAMPLE_RECORDS);
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    writeFileSync(file, gzipSync(text.replace('"version":1', '"version":2')));
    await expect(partsIn()).rejects.toMatchObject({ code: 'WB_BACKUP_NEWER' });
  });

  it.each([
    ['nothing', '', 'WB_BACKUP_CORRUPT'],
    ['another file', 'An article about a strike.', 'WB_BACKUP_CORRUPT'],
    ['packed text', gzipSync('An article\n'), 'WB_BACKUP_CORRUPT'],
    ['packed JSON', gzipSync('null\n'), 'WB_BACKUP_CORRUPT'],
  ])('is not %s', async (_, content, code) => {
    writeFileSync(file, content);
    await expect(partsIn()).rejects.toMatchObject({ code });
  });

  it('is not a folder, nor a file that is not there', async () => {
    await expect(partsIn(folder)).rejects.toMatchObject({ code: 'WB_INPUT_UNREADABLE' });
    await expect(partsIn(file)).rejects.toMatchObject({ code: 'WB_INPUT_NOT_FOUND' });
  });

  it('takes the place of an older one only when it is whole', async () => {
    await backUp(EXAMPLE_RECORDS);
    const older = readFileSync(file);
    const log = new InMemoryLogImport([]);
    await log.write(EXAMPLE_RECORDS);
    log.records = () => {
      throw new Error('the disk is gone');
    };
    const blobs = new InMemoryBlobStore();
    await expect(
      writeBackup({ log, blobs }, { ...WRITTEN, file, onProgress: () => undefined }),
    ).rejects.toThrow('the disk is gone');
    expect(readFileSync(file)).toEqual(older);
    expect(readdirSync(folder)).toEqual(['backup.jsonl.gz']);
  });

  it('that cannot be written is told as that', async () => {
    writeFileSync(join(folder, 'not-a-folder'), '');
    file = join(folder, 'not-a-folder/backup');
    await expect(backUp([])).rejects.toMatchObject({ code: 'WB_OUTPUT_REFUSED' });
  });
});

function fileLineOf(name: string, content: string): string {
  return JSON.stringify({ file: sha256(name), base64: Buffer.from(content).toString('base64') });
}
