import { RecentBytes } from './recent-bytes';

const bytes = (size: number): Uint8Array => new Uint8Array(size);

describe('RecentBytes', () => {
  it('keeps what was used last, up to its size', () => {
    const recent = new RecentBytes(100);
    for (const key of ['a', 'b', 'c', 'd']) recent.set(key, bytes(25));
    recent.get('a');
    recent.set('e', bytes(25));
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => recent.get(key))).toEqual([
      ...['a', 'c', 'd', 'e'],
    ]);
  });

  it('does not keep what would push out most of the others', () => {
    const recent = new RecentBytes(100);
    recent.set('large', bytes(26));
    expect(recent.get('large')).toBeUndefined();
  });

  it('counts what is set again once', () => {
    const recent = new RecentBytes(100);
    recent.set('a', bytes(20));
    for (let times = 0; times < 10; times++) recent.set('b', bytes(25));
    expect(recent.get('a')).toBeDefined();
  });
});
