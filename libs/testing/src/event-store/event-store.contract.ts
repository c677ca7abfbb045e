import { type Law, runLaw, type StoreFactory } from './law';
import { appendLaws } from './laws/append.laws';
import { followLaws } from './laws/follow.laws';
import { asOfLaws, eraseLaws } from './laws/history.laws';
import { idempotencyLaws } from './laws/idempotency.laws';
import { orderLaws } from './laws/order.laws';
import { raceLaws } from './laws/race.laws';
import { readLaws } from './laws/read.laws';
import { storeLaws } from './laws/store.laws';

/** Everything an EventStore promises, as plain functions that reject when it is not so. */
export const eventStoreLaws: readonly Law[] = [
  ...appendLaws,
  ...idempotencyLaws,
  ...raceLaws,
  ...orderLaws,
  ...readLaws,
  ...followLaws,
  ...asOfLaws,
  ...eraseLaws,
  ...storeLaws,
];

/** Generous: a law that is kept takes milliseconds, one that is broken may wait for ever. */
const DEADLINE_MILLISECONDS = 30_000;

/** One Jest test for each law. Every adapter of the log passes all of them; none may be left out. */
export function eventStoreContract(name: string, factory: StoreFactory): void {
  describe(`${name} as an event store`, () => {
    for (const group of new Set(eventStoreLaws.map((law) => law.group))) {
      describe(group, () => {
        for (const law of eventStoreLaws.filter((candidate) => candidate.group === group)) {
          it(
            law.name,
            () => runLaw(law, factory, { deadlineMilliseconds: DEADLINE_MILLISECONDS }),
            DEADLINE_MILLISECONDS + 5000,
          );
        }
      });
    }
  });
}
