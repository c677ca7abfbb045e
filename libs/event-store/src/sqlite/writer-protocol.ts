import {
  type EncodedCommit,
  type ExpectedVersion,
  type Position,
  type StreamId,
  type StreamVersion,
} from '@wirebrief/kernel';

import { type Failure } from './sqlite-errors';

/** What the writer thread is started with. */
export interface WriterData {
  readonly folder: string;
  readonly file: string;
  readonly lockFile: string;
}

/** A commit as a row, which crosses between threads in half the time that an object takes. */
export type AppendRequest = readonly [
  id: string,
  stream: StreamId,
  expected: ExpectedVersion,
  events: string,
  meta: string,
  eventCount: number,
  types: readonly string[],
  requestedAt: number,
];

/** `requestedAt` is the clock at the call, milliseconds since 1970. */
export function appendRequest(commit: EncodedCommit, requestedAt: number): AppendRequest {
  const { id, stream, expected, events, meta, eventCount, types } = commit;
  return [id, stream, expected, events, meta, eventCount, types, requestedAt];
}

export interface EraseRequest {
  readonly stream: StreamId;
  readonly reason: string;
  readonly commitIds: readonly string[] | undefined;
  readonly requestedAt: number;
}

export type WriterRequest =
  | {
      readonly kind: 'append';
      readonly requests: readonly AppendRequest[];
      /** More of the same group follows at the end of this turn of the caller's thread. */
      readonly isPart: boolean;
    }
  | { readonly kind: 'erase'; readonly request: EraseRequest }
  | { readonly kind: 'close' };

/** Where a commit now stands, or why it is not written. */
export type AppendOutcome =
  | readonly [position: Position, version: StreamVersion]
  | { readonly kind: 'duplicate'; readonly position: Position; readonly version: StreamVersion }
  | { readonly kind: 'conflict'; readonly actual: StreamVersion }
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Replies come in the order of the requests, one outcome for each append. */
export type WriterReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'outcomes'; readonly outcomes: readonly AppendOutcome[] }
  | { readonly kind: 'erased'; readonly result: { readonly erased: number } | Failure }
  | { readonly kind: 'closed' };
