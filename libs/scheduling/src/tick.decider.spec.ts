import { RETRY } from '@wirebrief/kernel';
import { specify } from '@wirebrief/testing';

import {
  type BeginTick,
  type FailTick,
  type FireTick,
  type SettleTick,
  tickDecider,
} from './tick.decider';
import { type Tick, type TickEvent } from './tick.events';

const { given } = specify(tickDecider);

const key = { storyId: 'bridge', scheduleId: 'daily', due: '2026-03-29T04:00:00Z' };
const tick: Tick = { ...key, kind: 'edition', unchanged: 'skip', passedOver: 0 };
const problem = { code: 'WB_TEMPLATE_RENDER', message: 'no ink' };

const fire: FireTick = { type: 'FireTick', tick };
const settle = (outcome: 'issued' | 'unchanged', edition = 4): SettleTick => ({
  ...{ type: 'SettleTick', tick, outcome, edition },
});
const fail = (at: string, isWanted = true): FailTick => ({
  ...{ type: 'FailTick', tick, problem, at, isWanted },
});

const begin = (at: string): BeginTick => ({ type: 'BeginTick', tick, at });
const begun = (attempt: number, tryAgainAt: string | null): TickEvent => ({
  type: 'TickBegun',
  data: { ...key, attempt, tryAgainAt },
});

const fired: TickEvent = { type: 'TickFired', data: tick };
const settled = (outcome: 'issued' | 'unchanged', edition = 4): TickEvent => ({
  type: 'TickSettled',
  data: { ...key, outcome, edition },
});
const failed = (attempt: number, tryAgainAt: string): TickEvent => ({
  type: 'TickFailed',
  data: { ...key, attempt, problem, tryAgainAt },
});
const abandoned = (attempts: number): TickEvent => ({
  type: 'TickAbandoned',
  data: { ...key, attempts, problem },
});

describe('a tick', () => {
  it('fires once', () => {
    given().when(fire).then(fired);
    given(fired)
      .when({ ...fire, tick: { ...tick, passedOver: 3 } })
      .thenNothing();
    given(fired, settled('issued')).when(fire).thenNothing();
  });

  it('cannot be worked before it has fired', () => {
    given().when(begin('2026-03-29T04:00:01.000Z')).thenNothing();
    given().when(settle('issued')).thenNothing();
    given().when(fail('2026-03-29T04:00:01.000Z')).thenNothing();
  });

  it('has one outcome', () => {
    given(fired).when(settle('issued')).then(settled('issued'));
    given(fired).when(settle('unchanged')).then(settled('unchanged'));
    given(fired, settled('issued')).when(settle('issued')).thenNothing();
    given(fired, settled('issued')).when(settle('unchanged')).thenNothing();
    given(fired, settled('unchanged')).when(settle('unchanged')).thenNothing();
    given(fired, settled('issued')).when(fail('2026-03-29T04:00:09.000Z')).thenNothing();
    given(fired, abandoned(10)).when(fail('2026-03-29T09:00:00.000Z')).thenNothing();
  });

  it('has the edition that was issued for it as its outcome, whatever was said before', () => {
    given(fired, settled('unchanged', 4)).when(settle('issued', 5)).then(settled('issued', 5));
    given(fired, abandoned(10)).when(settle('issued', 5)).then(settled('issued', 5));
  });

  it('is tried again after longer and longer waits, and is given up in the end', () => {
    const waits = [5, 15, 45, 135, 405, 900, 900, 900, 900];
    const history: TickEvent[] = [fired];
    let at = '2026-03-29T04:00:00.000Z';
    for (const [index, seconds] of waits.entries()) {
      const next = new Date(Date.parse(at) + seconds * 1000).toISOString();
      given(...history)
        .when(fail(at))
        .then(failed(index + 1, next));
      history.push(failed(index + 1, next));
      at = next;
    }
    expect(waits).toHaveLength(RETRY.attempts - 1);
    given(...history)
      .when(fail(at))
      .then(abandoned(RETRY.attempts));
  });

  it('counts an attempt once when two replicas fail at it', () => {
    given(fired, failed(1, '2026-03-29T04:00:05.000Z'))
      .when(fail('2026-03-29T04:00:00.500Z'))
      .thenNothing();
  });

  it('begins before anything is done, and not once it has an outcome', () => {
    given(fired).when(begin('2026-03-29T04:00:01.000Z')).then(begun(1, null));
    given(fired, settled('issued')).when(begin('2026-03-29T04:00:01.000Z')).thenNothing();
    given(fired, begun(1, null), settled('issued'))
      .when(begin('2026-03-29T04:00:01.000Z'))
      .thenNothing();
  });

  it('counts an attempt that was never heard of again, and waits longer after each more', () => {
    const history: TickEvent[] = [fired, begun(1, null)];
    for (const [index, seconds] of [5, 15, 45, 135, 405, 900, 900, 900, 900].entries()) {
      const at = `2026-03-29T0${index}:30:00.000Z`;
      const next = new Date(Date.parse(at) + seconds * 1000).toISOString();
      given(...history)
        .when(begin(at))
        .then(begun(index + 2, next));
      history.push(begun(index + 2, next));
    }
    given(...history)
      .when(begin('2026-03-29T12:00:00.000Z'))
      .then({
        type: 'TickAbandoned',
        data: {
          ...key,
          attempts: RETRY.attempts,
          problem: expect.objectContaining({ code: 'WB_TICK_LOST' }) as never,
        },
      });
  });

  it('fails in the attempt that is in hand, whatever the ones before have waited for', () => {
    given(fired, begun(1, null))
      .when(fail('2026-03-29T04:00:00.000Z'))
      .then(failed(1, '2026-03-29T04:00:05.000Z'));
    given(fired, begun(1, null), begun(2, '2026-03-29T04:00:05.000Z'))
      .when(fail('2026-03-29T04:00:01.000Z'))
      .then(failed(2, '2026-03-29T04:00:16.000Z'));
    given(
      fired,
      begun(1, null),
      begun(2, '2026-03-29T04:00:05.000Z'),
      failed(2, '2026-03-29T04:00:16.000Z'),
    )
      .when(fail('2026-03-29T04:00:02.000Z'))
      .thenNothing();
  });

  it('is given up at its first failure when its schedule is gone', () => {
    given(fired).when(fail('2026-03-29T04:00:01.000Z', false)).then(abandoned(1));
  });

  it('is settled by an attempt after failed ones', () => {
    given(fired, failed(1, '2026-03-29T04:00:05.000Z'))
      .when(settle('issued'))
      .then(settled('issued'));
  });
});
