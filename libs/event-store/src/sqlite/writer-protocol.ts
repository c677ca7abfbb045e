import {
  type EncodedCommit,
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

export interface AppendRequest extends EncodedCommit {
  /** Clock at the call, milliseconds since 1970. */
  readonly requestedAt: number;
}

export interface EraseRequest {
  readonly stream: StreamId;
  readonly reason: string;
  readonly commitIds: readonly string[] | undefined;
  readonly requestedAt: number;
}

export type WriterRequest =
  | { readonly kind: 'append'; readonly requests: readonly AppendRequest[] }
  | { readonly kind: 'erase'; readonly request: EraseRequest }
  | { readonly kind: 'close' };

export type AppendOutcome =
  | {
      readonly kind: 'appended';
      readonly position: Position;
      readonly version: StreamVersion;
      readonly duplicate: boolean;
    }
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
