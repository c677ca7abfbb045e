import { instantOf } from './instant';

describe('an instant that an option gives', () => {
  it('is told in UTC', () => {
    expect(instantOf('2026-01-31T10:30:00+01:30', '--since')).toBe('2026-01-31T09:00:00.000Z');
  });

  it('is the beginning of a day', () => {
    expect(instantOf('2026-01-31', '--since')).toBe('2026-01-31T00:00:00.000Z');
  });

  it.each(['40', '2026', 'yesterday', '2026-01-31T09:00:00', '2026-02-30T25:00:00Z'])(
    'is not %s: that could mean several',
    (text) => {
      expect(() => instantOf(text, '--since')).toThrow(
        '--since must be an instant with its zone, or a day of UTC.',
      );
    },
  );
});
