import { Inject, Injectable } from '@nestjs/common';
import {
  type Edition,
  EditionArchive,
  type EditionFile,
  editionFileName,
  type EditionForm,
  type NoticeModel,
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

/** All forms of an edition in one file, with their hashes. The same edition, standing alike, gives the same bytes. */
@Injectable()
export class EditionZip {
  private readonly recent = new RecentBytes(KEPT_BYTES);
  private readonly hashes = new WeakMap<Uint8Array, string>();

  constructor(@Inject(EditionArchive) private readonly archive: EditionArchive) {}

  /** Rejects as `EditionArchive.file`. */
  async file(edition: Edition, notice: NoticeModel | null): Promise<EditionFile> {
    const files = await Promise.all(
      FORMS.map(async (form) => ({ form, ...(await this.archive.file(edition, form)) })),
    );
    const about = readme(edition, files, notice);
    const key = [...files.map(({ hash }) => hash), ...about].join();
    const bytes = this.recent.get(key) ?? pack(edition, files, about);
    this.recent.set(key, bytes);
    const hash = this.hashes.get(bytes) ?? sha256(bytes);
    this.hashes.set(bytes, hash);
    return { bytes, hash, mediaType: 'application/zip', name: editionFileName(edition, 'zip') };
  }
}

type FormFile = EditionFile & { readonly form: EditionForm };

function pack(edition: Edition, files: readonly FormFile[], about: readonly string[]): Uint8Array {
  const text = (lines: readonly string[]): Uint8Array =>
    new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  const sums = files.map(({ hash, name }) => `${hash}  ${name}`);
  return zipSync(
    {
      'README.txt': text(about),
      SHA256SUMS: text(sums),
      ...Object.fromEntries(
        files.map(({ name, bytes, form }) => [name, [bytes, { level: LEVELS[form] }] as const]),
      ),
    },
    { mtime: noonOf(edition.issuedAt), level: 6 },
  );
}

function readme(
  edition: Edition,
  files: readonly FormFile[],
  notice: NoticeModel | null,
): readonly string[] {
  const { storyId, number, kind, issuedAt, asOf, position, supersedes, program } = edition;
  return [
    `Story:       ${storyId}`,
    `Edition:     ${number} (${kind})`,
    `Issued:      ${issuedAt}`,
    `As of:       ${asOf}, position ${position} of the log`,
    ...(supersedes === null ? [] : [`Supersedes:  edition ${supersedes}`]),
    ...standingLines(notice),
    `Made by:     ${program}`,
    '',
    'One document in three forms. "sha256sum -c SHA256SUMS" checks them.',
    'The address of each on its server:',
    ...files.map(({ form, hash }) => `  ${contentPath(hash, form)}`),
    'The newest edition:',
    `  /stories/${storyId}/editions/latest.html`,
  ];
}

function standingLines(notice: NoticeModel | null): readonly string[] {
  const { supersededBy = null, correction = null } = notice ?? {};
  const next =
    supersededBy === null
      ? []
      : [`Superseded:  by edition ${supersededBy.number} on ${supersededBy.issuedAt}`];
  if (correction === null) return next;
  const { at, outlet, reason } = correction;
  const why = `a statement taken from ${outlet}: ${reason.replace(/\s+/g, ' ')}`;
  return [...next, `Corrected:   by an editor on ${at}, ${why}`];
}

/** ZIP keeps local times without a zone: noon of the day in UTC is a time that every zone has. */
function noonOf(instant: string): Date {
  const date = new Date(instant);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12);
}
