import { setTimeout as delay } from 'node:timers/promises';

import {
  canonicalJson,
  type CommitMeta,
  type Decider,
  type DomainEvent,
  recordedEvents,
  type StreamId,
  uuidFrom,
} from '@wirebrief/kernel';

import { fromRecorded, toNewEvent } from './event-codec';
import {
  ConcurrencyError,
  type EventStore,
  IdempotencyMismatchError,
} from './ports/event-store.port';
import { Turns } from './turns';

export interface Handling<Command, State, Event extends DomainEvent> {
  readonly store: EventStore;
  readonly stream: StreamId;
  readonly decider: Decider<Command, State, Event>;
  readonly command: Command;
  readonly meta: CommitMeta;
  /** Where the last event alone tells the state: what comes before it, which may be large, is not read. */
  readonly readsLast?: true;
}

export interface Handled<State, Event> {
  /** What was recorded; empty when there was nothing new to record. */
  readonly events: readonly Event[];
  readonly state: State;
  /** Position of the commit, or of the stream's last one when nothing was recorded; 0 for an empty stream. */
  readonly position: number;
}

// Each lost race means that another writer got one commit in: several may do so in a row where updates of one article
// come faster than they are read. Whoever loses more often than this meets a hot loop.
const ATTEMPTS = 20;
const LONGEST_PAUSE = 100;

// Within this process the commands of a stream take turns: many at once would only make each other lose the race.
const turnsOfStores = new WeakMap<EventStore, Turns>();

/** Load, fold, decide, append; decides again when another writer was first. Safe to repeat after a lost answer. */
export async function handleCommand<Command, State, Event extends DomainEvent>(
  handling: Handling<Command, State, Event>,
): Promise<Handled<State, Event>> {
  const { store, stream } = handling;
  const turns = turnsOfStores.get(store) ?? new Turns();
  turnsOfStores.set(store, turns);
  return turns.take(stream, () => handleInTurn(handling));
}

async function handleInTurn<Command, State, Event extends DomainEvent>(
  handling: Handling<Command, State, Event>,
): Promise<Handled<State, Event>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await handleOnce(handling);
    } catch (error) {
      if (!isLostRace(error) || attempt === ATTEMPTS) throw error;
    }
    await delay(Math.random() * Math.min(2 ** attempt, LONGEST_PAUSE));
  }
}

/** Another writer was first, with another decision or, at another's request, with the very same one. */
function isLostRace(error: unknown): boolean {
  return error instanceof ConcurrencyError || error instanceof IdempotencyMismatchError;
}

async function handleOnce<Command, State, Event extends DomainEvent>(
  handling: Handling<Command, State, Event>,
): Promise<Handled<State, Event>> {
  const { store, stream, decider, command, meta, readsLast } = handling;
  const head = readsLast === true ? await store.streamHead(stream) : undefined;
  const loaded = await load(store, stream, decider, head?.version);
  const events = decider.decide(command, loaded.state);
  const [first, ...rest] = events.map(toNewEvent);
  if (first === undefined) return { events: [], state: loaded.state, position: loaded.position };
  // Another try of the same decision has the same id, so that an answer lost on the way records nothing twice.
  const id = uuidFrom(stream, `${loaded.version}|${canonicalJson(events)}`);
  const expected = loaded.version === 0 ? 'none' : loaded.version;
  const { position } = await store.append({ id, stream, expected, events: [first, ...rest], meta });
  return { events, state: events.reduce(decider.evolve, loaded.state), position };
}

/** The state of a stream as the log holds it now. */
export async function loadStream<State, Event extends DomainEvent>(
  store: EventStore,
  stream: StreamId,
  decider: Decider<never, State, Event>,
): Promise<State> {
  return (await load(store, stream, decider)).state;
}

async function load<State, Event extends DomainEvent>(
  store: EventStore,
  stream: StreamId,
  decider: Decider<never, State, Event>,
  fromVersion = 1,
): Promise<{ readonly state: State; readonly version: number; readonly position: number }> {
  let { initialState: state } = decider;
  let [version, position] = [0, 0];
  for await (const commit of store.readStream(stream, { fromVersion })) {
    // A stream holds the events of its decider only: handleCommand is its one writer.
    for (const recorded of recordedEvents(commit))
      state = decider.evolve(state, fromRecorded(recorded) as DomainEvent as Event);
    ({ version, position } = commit);
  }
  return { state, version, position };
}
