import { BlobStore, requireBlobHash } from '@wirebrief/application';
import { isWirebriefError, sha256, WirebriefError } from '@wirebrief/kernel';
import { DiscardPolicy, type ObjectInfo, type ObjectStore, StorageType } from 'nats';

import { ensureStream } from './ensure-stream';
import { type JetStreamConnection } from './jetstream-connection';
import { JETSTREAM_ERROR, jetStreamCode, reasonOf } from './nats-errors';
import { readWithin } from './read-within';

export interface JetStreamBlobStoreOptions {
  /** How many servers hold the files; 1 where not given. */
  readonly replicas?: 1 | 3;
  /** `WIREBRIEF_BLOBS` where not given. */
  readonly bucket?: string;
}

/** Any file that is stored comes within this time, or a part of it is lost. */
const READ_MILLISECONDS = 2000;
const READ_MILLISECONDS_PER_BYTE = 2000 / 1e6;

/** Files in a bucket of JetStream's object store, each under its hash. */
export class JetStreamBlobStore extends BlobStore {
  private readonly writing = new Map<string, Promise<void>>();

  private constructor(
    private readonly connection: JetStreamConnection,
    private readonly objects: ObjectStore,
  ) {
    super();
  }

  /** Makes the bucket where there is none. Throws `WB_NATS_STREAM_DIFFERS` or `WB_BLOB_STORE_UNAVAILABLE`. */
  static async open(
    connection: JetStreamConnection,
    { replicas = 1, bucket = 'WIREBRIEF_BLOBS' }: JetStreamBlobStoreOptions = {},
  ): Promise<JetStreamBlobStore> {
    return explained(async () => {
      // The client would send an option of its own that strict servers refuse.
      await ensureStream(connection, {
        name: `OBJ_${bucket}`,
        description: 'Files of editions by SHA-256.',
        subjects: [`$O.${bucket}.C.>`, `$O.${bucket}.M.>`],
        storage: StorageType.File,
        num_replicas: replicas,
        discard: DiscardPolicy.New,
        allow_rollup_hdrs: true,
        max_age: 0,
      });
      return new JetStreamBlobStore(connection, await connection.client.views.os(bucket));
    });
  }

  override async put(
    bytes: Uint8Array,
  ): Promise<{ readonly hash: string; readonly bytes: number }> {
    const hash = sha256(bytes);
    const running = this.writing.get(hash) ?? this.start(hash, Uint8Array.from(bytes));
    await explained(() => running);
    return { hash, bytes: bytes.byteLength };
  }

  override async get(hash: string): Promise<Uint8Array | undefined> {
    requireBlobHash(hash);
    return explained(async () => {
      const info = await this.infoOf(hash);
      if (info === undefined) return undefined;
      const bytes = await this.read(hash, info);
      if (bytes !== undefined && sha256(bytes) === hash) return bytes;
      throw new WirebriefError(
        'WB_BLOB_CORRUPT',
        'unavailable',
        `The stored file ${hash} is damaged: its bytes no longer match its hash.`,
        'Restore the object store from a backup, or have the edition rendered again from the log.',
      );
    });
  }

  override async has(hash: string): Promise<boolean> {
    requireBlobHash(hash);
    return explained(async () => (await this.infoOf(hash)) !== undefined);
  }

  override async *hashes(): AsyncIterable<string> {
    const infos = await explained(() => this.objects.list());
    yield* infos.map(({ name }) => name).filter((name) => /^[0-9a-f]{64}$/.test(name));
  }

  private start(hash: string, bytes: Uint8Array): Promise<void> {
    const running = this.write(hash, bytes).finally(() => this.writing.delete(hash));
    this.writing.set(hash, running);
    return running;
  }

  /** What is there and whole stays; another process may write the same meanwhile. */
  private async write(hash: string, bytes: Uint8Array): Promise<void> {
    const info = await this.infoOf(hash);
    const present = info && (await this.read(hash, info));
    if (present !== undefined && sha256(present) === hash) return;
    try {
      const previousRevision = info?.revision ?? 0;
      await this.objects.putBlob({ name: hash }, bytes, { previousRevision });
    } catch (error) {
      const isThere = jetStreamCode(error) === JETSTREAM_ERROR.wrongLastSequence;
      if (!isThere || (await this.infoOf(hash)) === undefined) throw error;
    }
  }

  private async infoOf(hash: string): Promise<ObjectInfo | undefined> {
    const info = await this.connection.asked(() => this.objects.info(hash));
    return info === null || info.deleted ? undefined : info;
  }

  /** Undefined when a part of the file is lost: the servers leave out what they find damaged. */
  private async read(hash: string, { size }: ObjectInfo): Promise<Uint8Array | undefined> {
    const found = await this.objects.get(hash);
    if (found === null) return undefined;
    // Told through the stream as well.
    found.error.catch(() => undefined);
    const milliseconds = READ_MILLISECONDS + size * READ_MILLISECONDS_PER_BYTE;
    const bytes = await readWithin(found.data, milliseconds);
    if (bytes === undefined) await this.connected();
    return bytes;
  }

  private connected(): Promise<void> {
    return this.connection.whenConnected(performance.now() + this.connection.requestMilliseconds);
  }
}

async function explained<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (isWirebriefError(error) && error.code !== 'WB_STORE_UNAVAILABLE') throw error;
    throw new WirebriefError(
      'WB_BLOB_STORE_UNAVAILABLE',
      'unavailable',
      `The object store of the edition files cannot be used: ${reasonOf(error)}.`,
      'Check that the NATS servers run and can be reached, and that their disks have space left.',
      { cause: error },
    );
  }
}
