import { specify } from '@wirebrief/testing';

import { DEFAULT_RULE, triggerRuleSchema } from './trigger-rule';
import { triggerDecider } from './trigger.decider';
import { type TriggerEvent } from './trigger.events';

const storyId = 'bridge';
const rule = { ...DEFAULT_RULE, quietSeconds: 5 };
const set: TriggerEvent = { type: 'TriggersSet', data: { storyId, rule } };
const hook = (name: string, tokenHash = 'aa'): TriggerEvent => ({
  type: 'HookCreated',
  data: { storyId, name, tokenHash },
});

describe('the triggers of a story', () => {
  const { given } = specify(triggerDecider);

  it('are set once: the same rule again changes nothing', () => {
    given().when({ type: 'SetTriggers', storyId, rule }).then(set);
    given(set).when({ type: 'SetTriggers', storyId, rule }).thenNothing();
    given().when({ type: 'SetTriggers', storyId, rule: DEFAULT_RULE }).thenNothing();
  });

  it('record every request for a rebuild', () => {
    const data = { storyId, reason: 'new statement' };
    given({ type: 'RebuildRequested', data })
      .when({ type: 'RequestRebuild', ...data })
      .then({ type: 'RebuildRequested', data });
  });

  it('record once that the changes up to a position are not material, for each kind', () => {
    const passed: TriggerEvent = {
      type: 'ChangesWeighed',
      data: { storyId, position: 9, kinds: ['figures'] },
    };
    const kinds = ['figures', 'options'] as const;
    given(passed)
      .when({ type: 'PassOver', storyId, position: 9, kinds: ['figures'], kind: 'edition' })
      .thenNothing();
    given(passed)
      .when({ type: 'PassOver', storyId, position: 9, kinds, kind: 'edition' })
      .then({ type: 'ChangesWeighed', data: { storyId, position: 9, kinds: ['options'] } });
    given(passed)
      .when({ type: 'PassOver', storyId, position: 12, kinds, kind: 'edition' })
      .then({ type: 'ChangesWeighed', data: { storyId, position: 12, kinds } });
  });

  it('record once that no flash is due, whatever was recorded of the edition', () => {
    const kinds = ['figures'] as const;
    const data = { storyId, position: 9, kinds };
    const forEdition: TriggerEvent = { type: 'ChangesWeighed', data };
    const forFlash: TriggerEvent = { type: 'ChangesWeighed', data: { ...data, kind: 'flash' } };
    const passOver = { type: 'PassOver', ...data } as const;
    given(forEdition)
      .when({ ...passOver, kind: 'flash' })
      .then(forFlash);
    given(forEdition, forFlash)
      .when({ ...passOver, kind: 'flash' })
      .thenNothing();
    given(forFlash)
      .when({ ...passOver, kind: 'edition' })
      .then(forEdition);
  });

  it('have hooks that can be replaced and revoked', () => {
    const replace = { type: 'CreateHook', storyId, name: 'cms', tokenHash: 'bb' } as const;
    given(hook('cms')).when(replace).then(hook('cms', 'bb'));
    given(hook('cms'))
      .when({ type: 'RevokeHook', storyId, name: 'cms' })
      .then({ type: 'HookRevoked', data: { storyId, name: 'cms' } });
  });

  it('refuse to revoke a hook that is not there', () => {
    given(hook('cms'), { type: 'HookRevoked', data: { storyId, name: 'cms' } })
      .when({ type: 'RevokeHook', storyId, name: 'cms' })
      .thenThrows('WB_HOOK_UNKNOWN');
  });

  it.each(['', 'CMS', 'a b', '-cms', '__proto__', 'x'.repeat(65)])(
    'refuse a hook of the name "%s"',
    (name) => {
      given()
        .when({ type: 'CreateHook', storyId, name, tokenHash: 'aa' })
        .thenThrows('WB_NAME_INVALID');
    },
  );

  it('refuse a fifty-first hook, and replace one of fifty', () => {
    const fifty = Array.from({ length: 50 }, (_, at) => hook(`hook-${at}`));
    const create = { type: 'CreateHook', storyId, tokenHash: 'bb' } as const;
    given(...fifty)
      .when({ ...create, name: 'one-more' })
      .thenThrows('WB_HOOK_TOO_MANY');
    given(...fifty)
      .when({ ...create, name: 'hook-7' })
      .then(hook('hook-7', 'bb'));
  });
});

describe('a rule as a person writes it', () => {
  it('has the defaults for what is left out, and its kinds in one order', () => {
    expect(triggerRuleSchema.parse({})).toEqual(DEFAULT_RULE);
    const { material } = triggerRuleSchema.parse({ material: ['articles', 'figures', 'articles'] });
    expect(material).toEqual(['figures', 'articles']);
  });

  it.each([
    ['a quiet period longer than the longest wait', { quietSeconds: 60, longestWaitSeconds: 30 }],
    ['an unknown kind', { material: ['rumours'] }],
    ['no kind', { material: [] }],
    ['a wait of days', { longestWaitSeconds: 200_000 }],
    ['a fraction of a second', { quietSeconds: 0.5 }],
    ['flashes of less than no distance', { flashSeconds: -1 }],
    ['a mistyped field', { quiet: 60 }],
  ])('is refused with %s', (_, input) => {
    expect(triggerRuleSchema.safeParse(input).success).toBe(false);
  });
});
