import {
  type ClaimView,
  claimViews,
  type Decision,
  type DecisionBook,
  decisionDecider,
  type DecisionInput,
  holding,
  resolveDecision,
  undoneBy,
} from '@wirebrief/briefing';
import { type CommitMeta } from '@wirebrief/kernel';

import { type Reading } from './analyst';
import { handleCommand } from './command-handling';
import { type EventStore } from './ports/event-store.port';
import { type StoryProjection } from './story-projection';
import { decisionStream } from './streams';

export interface DecisionReceipt {
  readonly storyId: string;
  /** Of the decision; of the earlier one where it holds already. */
  readonly number: number;
  readonly outcome: 'recorded' | 'unchanged';
  /** Position of the log that holds it. */
  readonly position: number;
}

export interface DecisionView {
  readonly number: number;
  /** When it was recorded (RFC 3339). */
  readonly at: string;
  readonly position: number;
  readonly author: string;
  readonly reason: string;
  readonly decision: Decision;
  /** Number of the decision that undid it, or null. */
  readonly undoneBy: number | null;
}

export interface DecisionPorts {
  readonly store: EventStore;
  readonly stories: StoryProjection;
  readonly reading: Reading;
}

/** Takes what editors decide on a story. */
export class DecisionDesk {
  constructor(private readonly ports: DecisionPorts) {}

  /** Acknowledged means recorded. What holds already is not recorded again; what the story does not have is refused. */
  async decide(storyId: string, input: DecisionInput, meta: CommitMeta): Promise<DecisionReceipt> {
    const { store } = this.ports;
    const { author, reason } = input;
    const state = await this.settled(storyId);
    const decision = resolveDecision(state, input.decision);
    const handled = await handleCommand({
      store,
      stream: decisionStream(storyId),
      decider: decisionDecider,
      command: { type: 'RecordDecision', decision: { storyId, author, reason, decision } },
      meta,
    });
    const [made] = handled.events;
    const number = made?.data.number ?? numberOf(handled.state, decision);
    const outcome = made === undefined ? 'unchanged' : 'recorded';
    return { storyId, number, outcome, position: handled.position };
  }

  /** Oldest first. */
  async list(storyId: string): Promise<readonly DecisionView[]> {
    const { decisions } = await this.ports.stories.find(storyId);
    const book: DecisionBook = decisions.map((made) => ({ ...made, isUndone: false }));
    return decisions.map((made) => ({ ...made, undoneBy: undoneBy(book, made.number) }));
  }

  /** What can be decided on: every claim of a live article. */
  async claims(storyId: string): Promise<readonly ClaimView[]> {
    return claimViews(await this.settled(storyId));
  }

  private async settled(storyId: string) {
    const { reading, stories } = this.ports;
    await stories.find(storyId);
    await reading.catchUp(storyId);
    return stories.find(storyId);
  }
}

function numberOf(book: DecisionBook, decision: Decision): number {
  const number =
    decision.type === 'undo' ? undoneBy(book, decision.decision) : holding(book, decision);
  return number ?? 0;
}
