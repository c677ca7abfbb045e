import {
  DelegatingEventStore,
  eventStoreLaws,
  type Law,
  runLaw,
  type StoreFactory,
} from '@wirebrief/testing';

import { inMemoryStore } from './in-memory.factory';
import { type Mutant, MUTANTS } from './mutants';

/** A broken log may never answer; a sound one in memory answers within milliseconds. */
const DEADLINE_MILLISECONDS = 1000;

function withFault(mutate: Mutant['mutate']): StoreFactory {
  return async (options) => {
    const subject = await inMemoryStore(options);
    const memory = new Map<string, unknown>();
    return {
      ...subject,
      store: mutate(subject.store, memory),
      reopen: async () => mutate(await subject.reopen(), memory),
    };
  };
}

function lawNamed(name: string): Law {
  const law = eventStoreLaws.find((candidate) => candidate.name === name);
  if (!law) throw new Error(`there is no law "${name}"`);
  return law;
}

const keeps = (law: Law, mutate: Mutant['mutate']): Promise<boolean> =>
  runLaw(law, withFault(mutate), { deadlineMilliseconds: DEADLINE_MILLISECONDS }).then(
    () => true,
    () => false,
  );

describe('The laws of an event store notice a log that', () => {
  it.each(MUTANTS)('$fault', async ({ brokenLaw, mutate }) => {
    const law = lawNamed(brokenLaw);
    expect(await keeps(law, (store) => new DelegatingEventStore(store))).toBe(true);
    expect(await keeps(law, mutate)).toBe(false);
  });
});
