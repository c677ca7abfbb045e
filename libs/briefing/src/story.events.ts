import { type IncidentDescription, type OptionDefinition } from '@wirebrief/claims';
import { type DomainEvent } from '@wirebrief/kernel';

import { type Decision } from './decision';

export interface StoryDefinition {
  /** Lower-case words joined by hyphens; part of every address of the story. */
  readonly storyId: string;
  readonly title: string;
  readonly incident: IncidentDescription;
  /** IANA zone in which readers want times. */
  readonly timeZone: string;
  /** BCP 47 language of the briefing. */
  readonly language: string;
  /** Articles that arrive without a story are filed here when one of these occurs in them. */
  readonly terms: readonly string[];
  /** Options beyond the built-in taxonomy. */
  readonly options: readonly OptionDefinition[];
}

export type StoryOpened = DomainEvent<'StoryOpened', StoryDefinition>;
export type StoryEvent = StoryOpened;

export interface IssuedFile {
  /** SHA-256 of the bytes: the address in the blob store. */
  readonly hash: string;
  readonly bytes: number;
}

/** One line of what an edition says, kept so that the next one can tell what changed. */
export interface LedgerEntry {
  readonly key: string;
  /** What it is about, as a reader's phrase. */
  readonly subject: string;
  readonly value: string;
  /** Articles that carry it. */
  readonly articles: readonly string[];
}

export type EditionIssued = DomainEvent<
  'EditionIssued',
  {
    readonly storyId: string;
    readonly number: number;
    readonly kind: 'edition' | 'flash';
    readonly issuedAt: string;
    /** Position of the log that the edition speaks for, and the instant of that position. */
    readonly position: number;
    readonly asOf: string;
    readonly supersedes: number | null;
    readonly files: {
      readonly html: IssuedFile;
      readonly pdf: IssuedFile;
      readonly json: IssuedFile;
    };
    /** Revisions whose quotes the edition prints. */
    readonly revisions: readonly string[];
    readonly ledger: readonly LedgerEntry[];
    /** Claims whose quotes the edition prints; editions of older programs do not tell. */
    readonly claims?: readonly string[];
    /** Version of the program that composed it. */
    readonly program: string;
    /** SHA-256 of the templates that it was set with; editions of older programs do not tell. */
    readonly templates?: string;
    /** Of a schedule's due time, a trigger or a client: at most one edition of the story has it. */
    readonly request?: string;
  }
>;
export type EditionEvent = EditionIssued;

/** An editor's word. It holds until an `undo` names its number. */
export type DecisionMade = DomainEvent<
  'DecisionMade',
  {
    readonly storyId: string;
    /** From 1 in each story. */
    readonly number: number;
    readonly author: string;
    readonly reason: string;
    readonly decision: Decision;
  }
>;
