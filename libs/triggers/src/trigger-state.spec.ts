import { type EditionIssued } from '@wirebrief/briefing';
import { figure, option, position, claimant, StoryTimeline } from '@wirebrief/testing';

import { DEFAULT_RULE, type TriggerRule } from './trigger-rule';
import {
  type Due,
  dueOf,
  evolveTriggers,
  initialTriggerState,
  type TriggerState,
} from './trigger-state';
import { type TriggerEvent } from './trigger.events';

const storyId = 'bridge';
const RULE: TriggerRule = { ...DEFAULT_RULE, quietSeconds: 60, longestWaitSeconds: 600 };

/** A log of triggers, second by second. */
class Log {
  state: TriggerState = initialTriggerState;
  private head = 0;

  constructor(rule: TriggerRule = RULE) {
    this.at(0, { type: 'TriggersSet', data: { storyId, rule } });
  }

  at(second: number, event: TriggerEvent | EditionIssued | { type: string; data: object }): this {
    const recordedAt = new Date(second * 1000).toISOString();
    const fact = { ...event, position: ++this.head, recordedAt };
    this.state = evolveTriggers(this.state, fact as Parameters<typeof evolveTriggers>[1]);
    return this;
  }

  request(second: number): this {
    return this.at(second, { type: 'RebuildRequested', data: { storyId, reason: '' } });
  }

  /** A claim that is a figure, read in an article. */
  figure(second: number): this {
    return this.at(second, {
      type: 'RevisionAnalysed',
      data: { storyId, claims: [{ kind: 'figure' }] },
    });
  }

  issue(second: number, number: number, upTo: number, kind = 'edition'): this {
    const data = { storyId, number, kind, position: upTo };
    return this.at(second, { type: 'EditionIssued', data });
  }

  passOver(second: number, upTo: number, kind?: 'flash'): this {
    const data = { storyId, position: upTo, kinds: RULE.material, ...(kind && { kind }) };
    return this.at(second, { type: 'ChangesWeighed', data });
  }

  due(): Due | null {
    return dueOf(this.state);
  }

  /** In seconds. */
  dueAt(): number | null {
    const due = this.due();
    return due === null ? null : due.at / 1000;
  }
}

describe('when an edition is due', () => {
  it('is never while nothing is pending', () => {
    expect(new Log().due()).toBeNull();
  });

  it('is a quiet period after the last change', () => {
    expect(new Log().figure(100).dueAt()).toBe(160);
    expect(new Log().figure(100).figure(130).dueAt()).toBe(190);
  });

  it('is the longest wait after the first change, however much goes on coming', () => {
    const log = new Log();
    for (let second = 100; second < 700; second += 50) log.figure(second);
    expect(log.dueAt()).toBe(700);
  });

  it('is the longest wait after a request, and a change puts it off no further', () => {
    const log = new Log().request(100);
    for (let second = 110; second < 700; second += 50) log.figure(second);
    expect(log.dueAt()).toBe(700);
    expect(log.due()?.causes).toEqual(['request', 'figures']);
  });

  it('counts what the rule calls material, and requests, and nothing else', () => {
    const article = { type: 'ArticleReceived', data: { stories: [storyId] } };
    expect(new Log().at(100, article).due()).toBeNull();
    expect(new Log({ ...RULE, material: ['articles'] }).at(100, article).dueAt()).toBe(160);
    const off = new Log({ ...RULE, onChange: false }).figure(100);
    expect(off.due()).toBeNull();
    expect(off.request(120).dueAt()).toBe(180);
  });

  it('follows a rule that is set while changes are pending', () => {
    const log = new Log({ ...RULE, onChange: false }).figure(100);
    log.at(200, { type: 'TriggersSet', data: { storyId, rule: RULE } });
    expect(log.dueAt()).toBe(160);
  });

  it('is never again for changes that an edition tells', () => {
    expect(new Log().figure(100).issue(160, 1, 2).due()).toBeNull();
  });

  it('is still for changes that came while the edition was composed, with their own wait', () => {
    const log = new Log().figure(100).figure(300).issue(301, 1, 2);
    expect(log.dueAt()).toBe(360);
    expect(log.due()?.covers).toBe(3);
  });

  it('is not put off by changes that were found immaterial', () => {
    const log = new Log().figure(100).passOver(160, 2);
    expect(log.due()).toBeNull();
    expect(log.figure(650).dueAt()).toBe(710);
  });

  it('is still for a request when the changes are found immaterial', () => {
    expect(new Log().figure(100).request(110).passOver(160, 3).due()?.causes).toEqual(['request']);
  });

  it('is still for a request that came while an edition was composed without the last update', () => {
    // Composed at position 2, without the update at 3; asked for at 4.
    const log = new Log().figure(100).figure(101).request(102).issue(103, 1, 2);
    expect(log.due()?.causes).toContain('request');
    expect(log.issue(170, 2, 5).due()).toBeNull();
  });

  it('is never for a request that an edition has answered which was composed with every update before it', () => {
    expect(new Log().figure(100).request(102).issue(103, 1, 2).due()).toBeNull();
  });

  it('is for a request that came after the edition, though the edition tells every update', () => {
    expect(new Log().figure(100).issue(101, 1, 2).request(102).dueAt()).toBe(162);
  });

  it('keeps a bounded state through a burst, and its wait', () => {
    const log = new Log();
    for (let at = 0; at < 5000; at++) log.figure(100 + at / 10);
    expect(log.state.pending.figures?.length).toBeLessThanOrEqual(101);
    expect(log.dueAt()).toBeCloseTo(659.9, 1);
  });
});

describe('with flashes, what is due', () => {
  const log = (flashSeconds = 0): Log => new Log({ ...RULE, flashSeconds });
  const due = (of: Log): string | undefined =>
    of.due() === null ? undefined : `${of.due()?.kind} at ${of.dueAt()}`;

  it('is a flash at once, and then the edition as it was without', () => {
    const changed = log().figure(100);
    expect(due(changed)).toBe('flash at 100');
    expect(due(changed.issue(101, 1, 2, 'flash'))).toBe('edition at 160');
    expect(due(changed.issue(160, 2, 3))).toBeUndefined();
  });

  it('is a flash for each change while it is not quiet, and the edition at the longest wait', () => {
    const changed = log();
    let number = 0;
    for (let second = 100, at = 2; second < 700; second += 50, at += 2) {
      expect(due(changed.figure(second))).toBe(`flash at ${second}`);
      changed.issue(second + 1, ++number, at, 'flash');
    }
    expect(due(changed)).toBe('edition at 700');
  });

  it('is no second flash before the time that the rule leaves between two', () => {
    const changed = log(30).figure(100).issue(101, 1, 2, 'flash').figure(110);
    expect(due(changed)).toBe('flash at 131');
    expect(due(changed.issue(131, 2, 4, 'flash'))).toBe('edition at 170');
  });

  it('is a flash for what came while one was composed', () => {
    expect(due(log().figure(100).figure(101).issue(102, 1, 2, 'flash'))).toBe('flash at 102');
  });

  it('is the edition alone where it is due as soon', () => {
    expect(due(new Log({ ...RULE, flashSeconds: 0, quietSeconds: 0 }).figure(100))).toBe(
      'edition at 100',
    );
  });

  it('is no flash where it was looked at and is not material, and the edition all the same', () => {
    const changed = log().figure(100).passOver(101, 2, 'flash');
    expect(due(changed)).toBe('edition at 160');
    expect(due(changed.figure(110))).toBe('flash at 110');
    expect(due(changed.passOver(170, 4))).toBeUndefined();
  });

  it('is the edition for a request, which a flash does not answer', () => {
    const changed = log().request(100);
    expect(due(changed)).toBe('edition at 160');
    expect(due(changed.issue(101, 1, 1, 'flash'))).toBe('edition at 160');
  });

  it('is no flash with changes off', () => {
    const rule = { ...RULE, flashSeconds: 0, onChange: false };
    expect(due(new Log(rule).figure(100).request(110))).toBe('edition at 170');
  });

  it('keeps a bounded state through flashes for each of many changes', () => {
    const changed = log();
    for (let at = 0; at < 5000; at++)
      changed.figure(100 + at / 10).issue(100 + at / 10, at + 1, 2 * at + 2, 'flash');
    expect(changed.state.pending.figures?.length).toBeLessThanOrEqual(101);
    expect(changed.due()).toMatchObject({ kind: 'edition' });
  });
});

describe('what may have changed', () => {
  const causesAfter = (change: (timeline: StoryTimeline) => void): readonly string[] => {
    const timeline = new StoryTimeline().article('A', { version: 1, claims: [figure(9)] });
    timeline.issue();
    const before = timeline.facts.length;
    change(timeline);
    const rule = {
      ...RULE,
      material: ['figures', 'withdrawals', 'positions', 'options', 'articles'] as const,
    };
    let state = evolveTriggers(initialTriggerState, {
      ...{ type: 'TriggersSet', data: { storyId, rule } },
      ...{ position: 0, recordedAt: '2024-03-01T00:00:00Z' },
    });
    for (const fact of timeline.facts.slice(before)) state = evolveTriggers(state, fact);
    return dueOf(state)?.causes ?? [];
  };
  const speaker = claimant('Ministry of Defence', 'body');

  it.each<[string, (timeline: StoryTimeline) => void, readonly string[]]>([
    ['an article without claims', (t) => t.article('B'), ['articles']],
    [
      'an article with a figure',
      (t) => t.article('B', { claims: [figure(4)] }),
      ['figures', 'articles'],
    ],
    [
      'an article with a position',
      (t) => t.article('B', { claims: [position('denies', speaker)] }),
      ['positions', 'articles'],
    ],
    [
      'an article with a view',
      (t) => t.article('B', { claims: [option('drones', 'doubts', speaker)] }),
      ['options', 'articles'],
    ],
    [
      'a revision that drops its claims',
      (t) => t.article('A', { version: 2, seed: 'new' }),
      ['figures', 'positions', 'options'],
    ],
    [
      'a correction',
      (t) => t.article('A', { version: 2, seed: 'new', note: 'It was ten.' }),
      ['figures', 'withdrawals', 'positions', 'options'],
    ],
    [
      'a kill',
      (t) => t.kill('A', { version: 2 }),
      ['figures', 'withdrawals', 'positions', 'options'],
    ],
    ['an older version that comes late', (t) => t.article('A', { version: 0, seed: 'old' }), []],
  ])('by %s', (_, change, causes) => {
    expect(causesAfter(change)).toEqual(causes);
  });
});
