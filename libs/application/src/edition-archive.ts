import { type EditionStanding, type Recall, standingOf } from '@wirebrief/briefing';
import { WirebriefError } from '@wirebrief/kernel';

import { type BlobStore } from './ports/blob-store.port';
import { type EditionForm } from './ports/edition-renderer.port';
import { type Edition } from './press';
import { RecentBytes } from './recent-bytes';
import { type StoryProjection } from './story-projection';
import { unknownStoryError } from './unknown-story';

export interface EditionFile {
  /** The same memory for everyone who asks: only to be read. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  readonly mediaType: string;
  /** A name to keep: `kabul-strike-edition-03.pdf`. */
  readonly name: string;
}

export const MEDIA_TYPES: Readonly<Record<EditionForm, string>> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
};

/** The files of some dozen editions: what is downloaded again and again is read and hashed once. */
const KEPT_BYTES = 16 * 1024 * 1024;

/** Issued editions and their files. */
export class EditionArchive {
  private readonly recent = new RecentBytes(KEPT_BYTES);

  constructor(
    private readonly stories: StoryProjection,
    private readonly blobs: BlobStore,
  ) {}

  /** Oldest first. Rejects for an unknown story. */
  async list(storyId: string): Promise<readonly Edition[]> {
    return (await this.stories.find(storyId)).editions;
  }

  async find(storyId: string, number: number | 'latest'): Promise<Edition> {
    const editions = await this.list(storyId);
    const edition = number === 'latest' ? editions.at(-1) : editions[number - 1];
    if (edition === undefined) throw unknownEditionError(storyId, number, editions.length);
    return edition;
  }

  /** The newest edition that was out at the end of a day in the story's time zone (`2021-09-17`), or at an instant. */
  async inForce(storyId: string, moment: string): Promise<Edition> {
    const editions = await this.list(storyId);
    const timeZone = this.stories.state(storyId)?.story?.timeZone ?? 'UTC';
    const edition = editions.findLast(({ issuedAt }) => wasOut(issuedAt, moment, timeZone));
    if (edition === undefined) throw notYetIssuedError(storyId, moment, editions[0]);
    return edition;
  }

  /** The edition that a file with this content is a form of. Rejects with WB_FILE_UNKNOWN. */
  async findFile(hash: string, form: EditionForm): Promise<Edition> {
    await this.stories.catchUp();
    for (const { editions } of this.stories.stories().values()) {
      const edition = editionsByFile(editions).get(`${hash}.${form}`);
      if (edition !== undefined) return edition;
    }
    throw new WirebriefError(
      'WB_FILE_UNKNOWN',
      'not-found',
      `No edition has a file ${hash.slice(0, 12)}….${form}.`,
      'Take the address from an edition: /files/<SHA-256>.<form> with a hash of its "files".',
    );
  }

  /** Whether a newer edition is out, and whether this one is recalled. */
  standing(edition: Edition): EditionStanding {
    const state = this.stories.state(edition.storyId);
    if (state === undefined) throw unknownStoryError(edition.storyId, []);
    return standingOf(edition, state);
  }

  /** Rejects with WB_EDITION_RECALLED once the edition is recalled: the log keeps it, readers do not get it. */
  async file(edition: Edition, form: EditionForm): Promise<EditionFile> {
    const { recall } = this.standing(edition);
    if (recall !== null) throw recalledError(edition, recall);
    const { hash } = edition.files[form];
    const bytes = this.recent.get(hash) ?? (await this.blobs.get(hash));
    if (bytes === undefined) throw lostFileError(edition, form);
    this.recent.set(hash, bytes);
    return { bytes, hash, mediaType: MEDIA_TYPES[form], name: editionFileName(edition, form) };
  }
}

export function editionFileName(
  edition: Pick<Edition, 'storyId' | 'number' | 'kind'>,
  form: EditionForm | 'zip',
): string {
  return `${edition.storyId}-${edition.kind}-${String(edition.number).padStart(2, '0')}.${form}`;
}

function wasOut(issuedAt: string, moment: string, timeZone: string): boolean {
  if (moment.includes('T')) return Date.parse(issuedAt) <= Date.parse(moment);
  return dayOf(issuedAt, timeZone) <= moment;
}

/** The calendar day of an instant in a zone, as `2021-09-17`. */
function dayOf(instant: string, timeZone: string): string {
  return new Date(instant).toLocaleDateString('sv-SE', { timeZone });
}

const indexes = new WeakMap<readonly Edition[], ReadonlyMap<string, Edition>>();

/** By `<hash>.<form>`; made once for each list of editions, which is replaced when one is issued. */
function editionsByFile(editions: readonly Edition[]): ReadonlyMap<string, Edition> {
  const known = indexes.get(editions);
  if (known !== undefined) return known;
  const index = new Map(
    editions.flatMap((edition) =>
      Object.entries(edition.files).map(
        ([form, { hash }]) => [`${hash}.${form}`, edition] as const,
      ),
    ),
  );
  indexes.set(editions, index);
  return index;
}

function notYetIssuedError(
  storyId: string,
  moment: string,
  first: Edition | undefined,
): WirebriefError {
  if (first === undefined) return unknownEditionError(storyId, 'latest', 0);
  return new WirebriefError(
    'WB_EDITION_UNKNOWN',
    'not-found',
    `No edition of "${storyId}" was out on ${moment}; the first was issued at ${first.issuedAt}.`,
    'Ask for a later day, for a number, or for "latest".',
  );
}

export function unknownEditionError(
  storyId: string,
  number: number | 'latest' | 'all',
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

function recalledError(edition: Edition, { by, outlet, reason }: Recall): WirebriefError {
  const why = reason === '' ? '' : `: “${reason}”`;
  return new WirebriefError(
    'WB_EDITION_RECALLED',
    'gone',
    `Edition ${edition.number} of "${edition.storyId}" is recalled. It used ${by === 'outlet' ? `an article that ${outlet} has withdrawn` : `a statement taken from ${outlet} that an editor has rejected`}${why}`,
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
