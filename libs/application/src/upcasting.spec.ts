import { type Json, type NewEvent } from '@wirebrief/kernel';

import { upcast, type UpcasterRegistry } from './upcasting';

const asObject = (data: Json): Record<string, Json | undefined> =>
  data as Record<string, Json | undefined>;

const registry: UpcasterRegistry = {
  TollStated: [
    (data: Json) => ({ ...asObject(data), killed: { least: asObject(data)['dead'] ?? null } }),
    (data: Json) => ({ ...asObject(data), isVague: false }),
  ],
};

const event = (schema: number, data: Json): NewEvent => ({ type: 'TollStated', schema, data });

describe('upcast', () => {
  it('applies every step from the recorded schema to the current one', () => {
    expect(upcast(event(1, { dead: 10 }), registry)).toEqual(
      event(3, { dead: 10, killed: { least: 10 }, isVague: false }),
    );
  });

  it('begins in the middle for an event of a middle schema', () => {
    expect(upcast(event(2, { killed: { least: 7 } }), registry)).toEqual(
      event(3, { killed: { least: 7 }, isVague: false }),
    );
  });

  it('leaves an event of the current schema as it is', () => {
    const current = event(3, { killed: { least: 7 } });
    expect(upcast(current, registry)).toBe(current);
  });

  it('does not change the recorded event', () => {
    const recorded = event(1, { dead: 10 });
    upcast(recorded, registry);
    expect(recorded).toEqual(event(1, { dead: 10 }));
  });

  it('keeps what else is known of a recorded event', () => {
    expect(upcast({ ...event(1, { dead: 1 }), position: 12 }, registry).position).toBe(12);
  });

  it('takes a type without upcasters as being at schema 1', () => {
    const plain: NewEvent = { type: 'ArticleKilled', schema: 1, data: {} };
    expect(upcast(plain, registry)).toBe(plain);
  });

  it.each([
    ['a known type', { type: 'TollStated', schema: 4, data: {} }],
    ['a type that never changed', { type: 'ArticleKilled', schema: 2, data: {} }],
    ['a type named like an object property', { type: 'constructor', schema: 2, data: {} }],
  ])('refuses a schema from the future of %s and says to upgrade', (_, newer) => {
    expect(errorOf(() => upcast(newer, registry))).toMatchObject({
      code: 'WB_EVENT_NEWER',
      remedy: expect.stringContaining('Upgrade') as string,
    });
  });
});

function errorOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
