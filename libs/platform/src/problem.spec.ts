import { WirebriefError } from '@wirebrief/kernel';
import { z } from 'zod';
import { exitCodeOf, toProblem } from './problem';

const wrong = (category: WirebriefError['category'], cause?: unknown) =>
  new WirebriefError('WB_STORY_X', category, 'It is wrong.', 'Mend it.', { cause });

describe('exitCodeOf', () => {
  it.each([
    ['invalid', 2],
    ['too-large', 2],
    ['unsupported', 2],
    ['not-found', 4],
    ['gone', 4],
    ['conflict', 5],
    ['unavailable', 6],
  ] as const)('ends a command that failed as %s with %d', (category, code) => {
    expect(exitCodeOf(wrong(category))).toBe(code);
  });

  it('ends with 1 for an error that nobody expected', () => {
    expect(exitCodeOf(new TypeError('x'))).toBe(1);
    expect(exitCodeOf('text')).toBe(1);
  });
});

describe('toProblem', () => {
  it('carries type, title, status, detail, code and remedy', () => {
    expect(toProblem(wrong('not-found'))).toEqual({
      type: 'urn:wirebrief:problem:wb-story-x',
      title: 'Not found',
      status: 404,
      detail: 'It is wrong.',
      code: 'WB_STORY_X',
      remedy: 'Mend it.',
    });
  });

  it('points to each wrong place of a JSON input', () => {
    const schema = z.strictObject({ items: z.array(z.string()), 'a/b~c d': z.number() });
    const { error } = schema.safeParse({ items: ['x', 1], 'a/b~c d': 'x' });
    const problem = toProblem(wrong('invalid', error));
    expect(problem.status).toBe(422);
    expect(problem.errors?.map((place) => place.pointer)).toEqual(['#/items/1', '#/a~1b~0c%20d']);
  });

  it('answers 400 to JSON that cannot be read at all', () => {
    expect(toProblem(wrong('invalid', new SyntaxError('x'))).status).toBe(400);
  });

  it('tells nothing of an unexpected error', () => {
    const problem = toProblem(new Error('password=hunter2'));
    expect(problem.status).toBe(500);
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });
});
