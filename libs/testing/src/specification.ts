import { type Decider, fold, isWirebriefError } from '@wirebrief/kernel';

interface Given<Command, Event> {
  readonly when: (command: Command) => Outcome<Event>;
}

interface Outcome<Event> {
  /** Exactly these events, in this order. */
  readonly then: (...events: readonly Event[]) => void;
  /** The command is taken and there is nothing new to record. */
  readonly thenNothing: () => void;
  /** The command is refused with a WirebriefError of this code. */
  readonly thenThrows: (code: string) => void;
}

/** `specify(decider).given(...events).when(command).then(...events)`: the rules of a decider, read as a sentence. */
export function specify<Command, State, Event>(
  decider: Decider<Command, State, Event>,
): { readonly given: (...events: readonly Event[]) => Given<Command, Event> } {
  return {
    given: (...events) => ({
      when: (command) => {
        const state = fold(decider.evolve, decider.initialState, events);
        return outcomeOf(() => decider.decide(command, state));
      },
    }),
  };
}

/** The events that a fresh stream holds after these commands. */
export function historyOf<Command, State, Event>(
  decider: Decider<Command, State, Event>,
  ...commands: readonly Command[]
): readonly Event[] {
  return commands.reduce<readonly Event[]>((events, command) => {
    const state = fold(decider.evolve, decider.initialState, events);
    return [...events, ...decider.decide(command, state)];
  }, []);
}

function outcomeOf<Event>(decide: () => readonly Event[]): Outcome<Event> {
  return {
    then: (...events) => {
      expect(decide()).toEqual(events);
    },
    thenNothing: () => {
      expect(decide()).toEqual([]);
    },
    thenThrows: (code) => {
      expect(refusalOf(decide)).toMatchObject({
        code,
        message: expect.stringMatching(/\S/) as string,
        remedy: expect.stringMatching(/\S/) as string,
      });
    },
  };
}

function refusalOf(decide: () => unknown): unknown {
  try {
    decide();
  } catch (error) {
    if (isWirebriefError(error)) return error;
    throw error;
  }
  throw new Error('The command was not refused.');
}
