import { type Recall, recallOf } from '@wirebrief/briefing';
import { WirebriefError } from '@wirebrief/kernel';

import { unknownStoryError } from './article-intake';
import { type BlobStore } from './ports/blob-store.port';
import { type Edition } from './press';
import { type StoryProjection } from './story-projection';

export type EditionForm = 'html' | 'pdf' | 'json';

export interface EditionFile {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  readonly mediaType: string;
  /** A name to keep: `kabul-strike-edition-03.pdf`. */
  readonly name: string;
}

const MEDIA_TYPES: Readonly<Record<EditionForm, string>> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
};

/** Issued editions and their files. */
export class EditionArchive {
  constructor(
    private readonly stories: StoryProjection,
    private readonly blobs: BlobStore,
  ) {}

  /** Oldest first. Rejects for an unknown story. */
  async list(storyId: string): Promise<readonly Edition[]> {
    await this.stories.catchUp();
    const state = this.stories.state(storyId);
    if (state?.story == null) throw unknownStoryError(storyId, [...this.stories.stories().keys()]);
    return state.editions;
  }

  async find(storyId: string, number: number | 'latest'): Promise<Edition> {
    const editions = await this.list(storyId);
    const edition = number === 'latest' ? editions.at(-1) : editions[number - 1];
    if (edition === undefined) throw unknownEditionError(storyId, number, editions.length);
    return edition;
  }

  /** Rejects with WB_EDITION_RECALLED once an article that it quotes was killed: the log keeps it, readers do not get it. */
  async file(edition: Edition, form: EditionForm): Promise<EditionFile> {
    const state = this.stories.state(edition.storyId);
    const recall = state === undefined ? null : recallOf(edition, state);
    if (recall !== null) throw recalledError(edition, recall);
    const { hash } = edition.files[form];
    const bytes = await this.blobs.get(hash);
    if (bytes === undefined) throw lostFileError(edition, form);
    return { bytes, hash, mediaType: MEDIA_TYPES[form], name: editionFileName(edition, form) };
  }
}

export function editionFileName(
  edition: Pick<Edition, 'storyId' | 'number' | 'kind'>,
  form: EditionForm,
): string {
  return `${edition.storyId}-${edition.kind}-${String(edition.number).padStart(2, '0')}.${form}`;
}

function unknownEditionError(
  storyId: string,
  number: number | 'latest',
  count: number,
): WirebriefError {
  return new WirebriefError(
    'WB_EDITION_UNKNOWN',
    'not-found',
    count === 0
      ? `No edition of "${storyId}" has been issued.`
      : `"${storyId}" has editions 1 to ${count}; there is no edition ${number}.`,
    count === 0
      ? `Issue one: POST /stories/${storyId}/editions.`
      : 'Ask for one of these, or for "latest".',
  );
}

function recalledError(edition: Edition, { outlet, reason }: Recall): WirebriefError {
  const why = reason === '' ? '' : `: “${reason}”`;
  return new WirebriefError(
    'WB_EDITION_RECALLED',
    'gone',
    `Edition ${edition.number} of "${edition.storyId}" is recalled. It used an article that ${outlet} has withdrawn${why}`,
    `Read the newest edition, /stories/${edition.storyId}/editions/latest.html, or issue one after the withdrawal.`,
  );
}

function lostFileError(edition: Edition, form: EditionForm): WirebriefError {
  return new WirebriefError(
    'WB_EDITION_FILE_MISSING',
    'unavailable',
    `The ${form} file of edition ${edition.number} of "${edition.storyId}" is not in the blob store (${edition.files[form].hash}).`,
    'Restore the blobs folder from a backup of the same time as the log.',
  );
}
