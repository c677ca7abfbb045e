import { Joined } from './joined';

describe('work that is joined', () => {
  it('is done once for all who ask while it is in hand, and again for who asks later', async () => {
    const joined = new Joined<number>();
    let done = 0;
    const work = () => Promise.resolve((done += 1));
    expect(await Promise.all([joined.run('a', work), joined.run('a', work)])).toEqual([1, 1]);
    expect(await joined.run('a', work)).toBe(2);
  });

  it('fails for all who have asked, and is done again for who asks later', async () => {
    const joined = new Joined<number>();
    const fail = () => Promise.reject(new Error('no ink'));
    const both = await Promise.allSettled([joined.run('a', fail), joined.run('a', fail)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await joined.run('a', () => Promise.resolve(3))).toBe(3);
  });
});
