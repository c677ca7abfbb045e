import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { link, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

import { makeFolders, SecretVault } from '@wirebrief/application';
import { WirebriefError } from '@wirebrief/kernel';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under one key, which comes from the configuration or from a file beside the log. */
export class KeySecretVault extends SecretVault {
  private key: Promise<Buffer> | undefined;

  private constructor(private readonly load: () => Promise<Buffer>) {
    super();
  }

  /** Replicas that are given the same text open each other's secrets. */
  static fromText(text: string): KeySecretVault {
    const key = Buffer.from(hkdfSync('sha256', text, '', 'wirebrief secret vault', 32));
    return new KeySecretVault(() => Promise.resolve(key));
  }

  /** The file is made when the first secret is sealed; this user alone may read it. */
  static fromFile(file: string): KeySecretVault {
    return new KeySecretVault(() => keyIn(file));
  }

  async seal(secret: string, context: string): Promise<string> {
    const key = await this.loaded();
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    const sealed = Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    return [VERSION, keyIdOf(key), sealed].join('.');
  }

  async open(sealed: string, context: string): Promise<string> {
    const key = await this.loaded();
    const [version, keyId, text = ''] = sealed.split('.');
    if (version !== VERSION || keyId !== keyIdOf(key)) throw otherKey();
    const bytes = Buffer.from(text, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const opened = [decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
      return Buffer.concat(opened).toString('utf8');
    } catch {
      throw otherKey();
    }
  }

  private loaded(): Promise<Buffer> {
    this.key ??= this.load().catch((error: unknown) => {
      this.key = undefined;
      throw error;
    });
    return this.key;
  }
}

const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('key id').update(key).digest('hex').slice(0, 8);

/** The key in the file; of several processes that make it at once, one does and all read the same. */
async function keyIn(file: string): Promise<Buffer> {
  const known = await readKey(file);
  if (known !== undefined) return known;
  makeFolders(dirname(file));
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(32).toString('base64')}\n`);
    await handle.sync();
    await handle.close();
    // Unlike a rename, a link does not replace what another process has put there.
    await link(draft, file).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await unlink(draft);
  }
  const made = await readKey(file);
  if (made === undefined) throw damaged(file);
  return made;
}

async function readKey(file: string): Promise<Buffer | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw damaged(file, error);
  });
  if (text === undefined) return undefined;
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw damaged(file);
  return key;
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

function damaged(file: string, cause?: unknown): WirebriefError {
  return new WirebriefError(
    'WB_SECRET_KEY',
    'unavailable',
    `The key file ${file} cannot be read, or holds no key.`,
    'Put back the file as it was, or set WIREBRIEF_SECRET.',
    { cause },
  );
}

function otherKey(): WirebriefError {
  return new WirebriefError(
    'WB_SECRET_SEALED',
    'unavailable',
    'The secret was sealed with another key.',
    'Put back the key (WIREBRIEF_SECRET, or secret.key in the data folder), or rotate the secret of the webhook.',
  );
}
