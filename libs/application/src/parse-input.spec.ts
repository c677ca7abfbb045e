import { z } from 'zod';

import { parseInput } from './parse-input';

const schema = z
  .strictObject({
    name: z.string().min(1).max(5),
    count: z.int().nonnegative().optional(),
    kind: z.enum(['edition', 'flash']).optional(),
    address: z.url({ protocol: /^https?$/ }).optional(),
    at: z.iso.datetime({ offset: true }).optional(),
    day: z.iso.date().or(z.literal('')).optional(),
    tag: z
      .string()
      .regex(/^[a-z]+$/, 'must be a tag such as "en"')
      .optional(),
    names: z.array(z.string()).min(2).optional(),
    isOn: z.boolean().optional(),
    least: z.number().optional(),
    choice: z
      .discriminatedUnion('type', [
        z.strictObject({ type: z.literal('pin') }),
        z.strictObject({ type: z.literal('note'), text: z.string() }),
      ])
      .optional(),
  })
  .refine(({ least = 0 }) => least < 9, { path: ['least'], message: 'must not be so much' });

const faults = (value: unknown): readonly string[] =>
  parseInput(schema, value).error?.issues.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  ) ?? [];

describe('a fault of what was sent', () => {
  it.each<[unknown, string]>([
    [{}, 'name: is missing; give a text'],
    [{ name: 5 }, 'name: must be a text, not 5'],
    [{ name: null }, 'name: must be a text, not null'],
    [{ name: ['a'] }, 'name: must be a text, not a list'],
    [{ name: '' }, 'name: must not be empty'],
    [{ name: 'a name' }, 'name: must have at most 5 characters, not 6'],
    [{ name: 'a', count: -1 }, 'count: must be at least 0, not -1'],
    [{ name: 'a', count: 1.5 }, 'count: must be a whole number, not 1.5'],
    [{ name: 'a', count: '2' }, 'count: must be a number, not "2"'],
    [{ name: 'a', kind: 'late' }, 'kind: must be "edition" or "flash", not "late"'],
    [
      { name: 'a', address: 'nowhere' },
      'address: must be an http or https address such as "https://gazette.example/strike", not "nowhere"',
    ],
    [
      { name: 'a', at: '2021-08-29' },
      'at: must be an instant with its zone such as "2021-08-29T12:30:00Z", not "2021-08-29"',
    ],
    [{ name: 'a', day: 'May' }, 'day: must be a day such as "2021-08-29", not "May"'],
    [
      { name: 'a', tag: 'X'.repeat(99) },
      `tag: must be a tag such as "en", not "${'X'.repeat(59)}…`,
    ],
    [{ name: 'a', names: ['b'] }, 'names: must have at least 2 entries, not 1'],
    [{ name: 'a', names: {} }, 'names: must be a list, not an object'],
    [{ name: 'a', names: ['b', 5] }, 'names.1: must be a text, not 5'],
    [{ name: 'a', isOn: 'yes' }, 'isOn: must be true or false, not "yes"'],
    [{ name: 'a', least: 9 }, 'least: must not be so much, not 9'],
    [{ name: 'a', choice: { type: 'x' } }, 'choice.type: must be "pin" or "note", not "x"'],
    [{ name: 'a', choice: { type: 'pin', text: '' } }, 'choice: has no "text"; it takes type'],
    [[], ': must be an object, not a list'],
  ])('%j: %s', (value, fault) => {
    expect(faults(value)).toEqual([fault]);
  });

  it('names what an object takes', () => {
    expect(faults({ name: 'a', colour: 1, size: 2 })).toEqual([
      ': has no "colour" and "size"; it takes name, count, kind, address, at, day, tag, names, isOn, least, choice',
    ]);
  });
});
