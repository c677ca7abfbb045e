import { type ErrorCategory, isWirebriefError, WirebriefError } from '@wirebrief/kernel';

import { sqliteErrorCode } from './driver';

type Outcome = 'not-applied' | 'unknown';

/**
 * The StoreUnavailableError of the writer thread, which does without the application and so starts fast. `reported`
 * makes the other of it before a caller sees it.
 */
export class LogUnavailable extends WirebriefError {
  constructor(
    readonly outcome: Outcome,
    message: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super('WB_STORE_UNAVAILABLE', 'unavailable', message, remedy, options);
  }
}

/** Makes of an error of SQLite one that a person can act on. Errors of ours and unknown ones pass as they are. */
export function explained(error: unknown, file: string, outcome: Outcome = 'not-applied'): unknown {
  const code = sqliteErrorCode(error);
  if (code === undefined || isWirebriefError(error)) return error;
  const cause = { cause: error };
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return corrupt(file, cause);
  if (
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_CANTOPEN') ||
    code === 'SQLITE_PERM'
  ) {
    return readOnly(file, cause);
  }
  const [message, remedy] = trouble(code, file);
  return new LogUnavailable(outcome, message, remedy, cause);
}

function corrupt(file: string, options?: ErrorOptions): WirebriefError {
  return new WirebriefError(
    'WB_DATA_CORRUPT',
    'unavailable',
    `${file} is damaged or is no Wirebrief database.`,
    'Put back the last good copy of the data folder, or choose another folder with --data.',
    options,
  );
}

/** The folder or a file in it cannot be written. */
export function readOnly(path: string, options?: ErrorOptions): WirebriefError {
  return new WirebriefError(
    'WB_DATA_READ_ONLY',
    'unavailable',
    `${path} cannot be written.`,
    'Give this user the right to write there, or choose another folder with --data.',
    options,
  );
}

export const missingLog = (folder: string): WirebriefError =>
  new WirebriefError(
    'WB_DATA_MISSING',
    'not-found',
    `There is no log in ${folder}.`,
    'Name the folder with --data, or start Wirebrief there once.',
  );

function trouble(code: string, file: string): readonly [message: string, remedy: string] {
  const again = 'then send it again with the same id';
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE')
    return [`The disk that holds ${file} is full.`, `Free some space, ${again}.`];
  if (code.startsWith('SQLITE_BUSY')) {
    return [
      `Another program holds a lock on ${file}.`,
      `Close the tool that has the file open, ${again}.`,
    ];
  }
  return [
    `${file} could not be read or written (${code}).`,
    `Check the disk and restart, ${again}.`,
  ];
}

/** An error in a form that crosses the boundary between threads. */
export interface Failure {
  readonly code: string;
  readonly category: ErrorCategory;
  readonly message: string;
  readonly remedy: string;
  readonly outcome?: Outcome;
}

export function toFailure(error: unknown): Failure {
  if (!isWirebriefError(error)) return toFailure(unexpected(error));
  const { code, category, message, remedy } = error;
  return {
    code,
    category,
    message,
    remedy,
    ...(error instanceof LogUnavailable && { outcome: error.outcome }),
  };
}

function unexpected(error: unknown): LogUnavailable {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new LogUnavailable(
    'unknown',
    `The log failed: ${text}`,
    'Restart; report this if it happens again.',
  );
}
