import { Inject, Injectable } from '@nestjs/common';
import {
  type Edition,
  EditionArchive,
  type EditionFile,
  editionFileName,
  type EditionForm,
  RecentBytes,
} from '@wirebrief/application';
import { sha256 } from '@wirebrief/kernel';
import { zipSync } from 'fflate';

import { contentPath } from './views';

const FORMS: readonly EditionForm[] = ['html', 'pdf', 'json'];
/** What is compressed already only takes time. */
const LEVELS: Readonly<Record<EditionForm, 0 | 6>> = { html: 6, pdf: 0, json: 6 };
/** A few dozen editions: packing one takes as long as giving out a hundred. */
const KEPT_BYTES = 8 * 1024 * 1024;

/** All forms of an edition in one file, with their hashes. The same edition gives the same bytes. */
@Injectable()
export class EditionZip {
  private readonly recent = new RecentBytes(KEPT_BYTES);
  private readonly hashes = new WeakMap<Uint8Array, string>();

  constructor(@Inject(EditionArchive) private readonly archive: EditionArchive) {}

  /** Rejects as `EditionArchive.file`. */
  async file(edition: Edition): Promise<EditionFile> {
    const files = await Promise.all(
      FORMS.map(async (form) => ({ form, ...(await this.archive.file(edition, form)) })),
    );
    const key = files.map(({ hash }) => hash).join();
    const bytes = this.recent.get(key) ?? pack(edition, files);
    this.recent.set(key, bytes);
    const hash = this.hashes.get(bytes) ?? sha256(bytes);
    this.hashes.set(bytes, hash);
    return { bytes, hash, mediaType: 'application/zip', name: editionFileName(edition, 'zip') };
  }
}

type FormFile = EditionFile & { readonly form: EditionForm };

function pack(edition: Edition, files: readonly FormFile[]): Uint8Array {
  const text = (lines: readonly string[]): Uint8Array =>
    new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  const sums = files.map(({ hash, name }) => `${hash}  ${name}`);
  return zipSync(
    {
      'README.txt': text(readme(edition, files)),
      SHA256SUMS: text(sums),
      ...Object.fromEntries(
        files.map(({ name, bytes, form }) => [name, [bytes, { level: LEVELS[form] }] as const]),
      ),
    },
    { mtime: noonOf(edition.issuedAt), level: 6 },
  );
}

function readme(edition: Edition, files: readonly FormFile[]): readonly string[] {
  const { storyId, number, kind, issuedAt, asOf, position, supersedes, program } = edition;
  return [
    `Story:       ${storyId}`,
    `Edition:     ${number} (${kind})`,
    `Issued:      ${issuedAt}`,
    `As of:       ${asOf}, position ${position} of the log`,
    ...(supersedes === null ? [] : [`Supersedes:  edition ${supersedes}`]),
    `Made by:     ${program}`,
    '',
    'One document in three forms. "sha256sum -c SHA256SUMS" checks them.',
    'The address of each on its server:',
    ...files.map(({ form, hash }) => `  ${contentPath(hash, form)}`),
    'The newest edition:',
    `  /stories/${storyId}/editions/latest.html`,
  ];
}

/** ZIP keeps local times without a zone: noon of the day in UTC is a time that every zone has. */
function noonOf(instant: string): Date {
  const date = new Date(instant);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12);
}
