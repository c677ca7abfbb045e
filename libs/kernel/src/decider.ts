/**
 * A pure event-sourced rule set. `decide` throws a WirebriefError when a rule refuses the command and
 * returns no event when there is nothing new to record; `evolve` never rejects an event.
 */
export interface Decider<Command, State, Event> {
  readonly initialState: State;
  readonly decide: (command: Command, state: State) => readonly Event[];
  readonly evolve: (state: State, event: Event) => State;
}

/** An event as the domain speaks of it, before the store adds position and times. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

export function fold<State, Event>(
  evolve: (state: State, event: Event) => State,
  initialState: State,
  events: Iterable<Event>,
): State {
  let state = initialState;
  for (const event of events) state = evolve(state, event);
  return state;
}
