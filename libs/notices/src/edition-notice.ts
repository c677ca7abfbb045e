import { type EditionIssued } from '@wirebrief/briefing';

type Edition = EditionIssued['data'];
type Form = keyof Edition['files'];

export interface NoticeFile {
  /** SHA-256 of the bytes. */
  readonly hash: string;
  readonly bytes: number;
  /** Address of the file; a path where the service does not know its own public address. */
  readonly url: string;
}

/** What is told when an edition is out, by webhook and by message. */
export interface EditionNotice {
  readonly type: 'edition.issued';
  /** When it was issued (RFC 3339). */
  readonly timestamp: string;
  readonly data: {
    readonly story: string;
    readonly number: number;
    readonly kind: Edition['kind'];
    readonly position: number;
    readonly asOf: string;
    readonly supersedes: number | null;
    /** What it was issued for, where that has a name: a schedule's due time, a trigger, a client's own. */
    readonly request: string | null;
    readonly files: Readonly<Record<Form, NoticeFile>>;
  };
}

/** `publicUrl` without a slash at its end; empty where it is not known. */
export function editionNotice(edition: Edition, publicUrl: string): EditionNotice {
  const { storyId: story, number, kind, position, asOf, supersedes, issuedAt, files } = edition;
  const file = (form: Form): NoticeFile => ({
    hash: files[form].hash,
    bytes: files[form].bytes,
    url: `${publicUrl}/stories/${story}/editions/${number}.${form}`,
  });
  const request = edition.request ?? null;
  return {
    type: 'edition.issued',
    timestamp: issuedAt,
    data: {
      ...{ story, number, kind, position, asOf, supersedes, request },
      files: { html: file('html'), pdf: file('pdf'), json: file('json') },
    },
  };
}
