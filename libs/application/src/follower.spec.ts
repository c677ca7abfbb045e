import { setTimeout as delay } from 'node:timers/promises';

import { type InMemoryEventStore } from '@wirebrief/event-store';
import { type Commit, type StreamId } from '@wirebrief/kernel';
import { TEST_META, testEventStore } from '@wirebrief/testing';

import { Follower, type FollowerOptions } from './follower';
import { StoreUnavailableError } from './ports/event-store.port';

let store: InMemoryEventStore;
let handled: number[];
let follower: Follower;

beforeEach(() => {
  store = testEventStore();
  handled = [];
});
afterEach(() => follower.stop());

async function append(count: number, stream: StreamId = 'default.article.a'): Promise<number> {
  const before = await store.head();
  for (let n = before + 1; n <= before + count; n++) {
    const events = [{ type: 'Noted', schema: 1, data: n }] as const;
    await store.append({ id: `c-${n}`, stream, expected: 'any', events, meta: TEST_META });
  }
  return store.head();
}

function follow(options: Partial<FollowerOptions> = {}, after = 0): Follower {
  const handle = (commit: Commit): void => {
    handled.push(commit.position);
  };
  follower = new Follower({ name: 'reader', store, handle, ...options });
  follower.start(after);
  return follower;
}

describe('a follower', () => {
  it('handles every commit in order, those to come too', async () => {
    follow();
    await follower.waitFor(await append(3));
    await follower.waitFor(await append(2));
    expect(handled).toEqual([1, 2, 3, 4, 5]);
    expect(follower.status()).toEqual({ name: 'reader', position: 5, failure: null });
  });

  it('resumes after the position given', async () => {
    await append(3);
    await follow({}, 2).waitFor(3);
    expect(handled).toEqual([3]);
  });

  it('does not keep those waiting who ask for what is handled', async () => {
    await follow({}, 7).waitFor(7);
    expect(handled).toEqual([]);
  });

  it('gets past what its filter leaves out', async () => {
    follow({ filter: { category: 'article' } });
    await append(1);
    await follower.waitFor(await append(2, 'default.story.s'));
    expect(handled).toEqual([1]);
  });

  it('tells the checkpoint how far it is, and when it has reached the end', async () => {
    const checkpoints: [number, boolean][] = [];
    await append(2);
    await new Promise<void>((resolve) => {
      follow({
        checkpoint: (position, isCaughtUp) => {
          checkpoints.push([position, isCaughtUp]);
          if (isCaughtUp) resolve();
        },
      });
    });
    expect(checkpoints).toEqual([
      [2, false],
      [2, true],
    ]);
  });
});

describe('a follower that fails', () => {
  const failing = (): Follower =>
    follow({
      handle: ({ position }) => {
        if (position === 2) throw new Error('cannot read this');
        handled.push(position);
      },
    });

  it('stands still before the commit, says why, and skips nothing', async () => {
    await append(3);
    await expect(failing().waitFor(3)).rejects.toThrow('cannot read this');
    expect(handled).toEqual([1]);
    expect(follower.status()).toEqual({
      name: 'reader',
      position: 1,
      failure: 'cannot read this',
    });
  });

  it('turns later waiters away, but not those who ask for what it did handle', async () => {
    await append(3);
    await expect(failing().waitFor(2)).rejects.toThrow();
    await expect(follower.waitFor(3)).rejects.toThrow('cannot read this');
    await expect(follower.waitFor(1)).resolves.toBeUndefined();
  });

  it('goes on by itself when it was the log that did not answer', async () => {
    const outage = new StoreUnavailableError('unknown', 'The log is away.', 'Wait.');
    let isOut = true;
    await append(3);
    follow({
      handle: ({ position }) => {
        if (position === 2 && isOut) throw outage;
        handled.push(position);
      },
    });
    await expect(follower.waitFor(3)).rejects.toThrow('The log is away.');
    expect(follower.status()).toMatchObject({ position: 1, failure: 'The log is away.' });
    isOut = false;
    while (follower.status().failure !== null) await delay(20);
    await follower.waitFor(3);
    expect(handled).toEqual([1, 2, 3]);
  });

  it('fails with its checkpoint', async () => {
    await append(1);
    const checkpoint = (): never => {
      throw new Error('no room');
    };
    follow({ checkpoint });
    await expect(follower.waitFor(2)).rejects.toThrow('no room');
  });
});

describe('a follower that is stopped', () => {
  it('finishes the commit in hand and begins no other', async () => {
    await append(2);
    let begun: () => void = () => undefined;
    let finish: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (begun = resolve));
    const work = new Promise<void>((resolve) => (finish = resolve));
    follow({
      handle: async ({ position }) => {
        begun();
        await work;
        handled.push(position);
      },
    });
    await started;
    const stopped = follower.stop();
    finish();
    await stopped;
    expect(handled).toEqual([1]);
    expect(follower.status().position).toBe(1);
  });

  it('turns away those who wait and those who come later', async () => {
    follow();
    const waiting = follower.waitFor(1);
    const turnedAway = expect(waiting).rejects.toThrow('reader is stopped');
    await follower.stop();
    await turnedAway;
    await expect(follower.waitFor(1)).rejects.toThrow('reader is stopped');
  });

  it('turns everybody away when the log is closed under it', async () => {
    follow();
    const turnedAway = expect(follower.waitFor(1)).rejects.toThrow();
    await store.close();
    await turnedAway;
    expect(follower.status().failure).not.toBeNull();
  });
});
