import { parseTimeZone } from './time-zone';

describe('a time zone', () => {
  it.each(['Europe/Berlin', 'UTC', 'Asia/Kolkata', 'Asia/Calcutta'])('%s is taken', (name) => {
    expect(parseTimeZone(name)).toBe(name);
  });

  it.each([
    ['Europe/Berln', 'Europe/Berlin'],
    ['berlin', 'Europe/Berlin'],
    ['Asia/Cabul', 'Asia/Kabul'],
    ['New York', 'America/New_York'],
  ])('"%s" is refused, and %s is offered', (name, nearest) => {
    expect(() => parseTimeZone(name)).toThrow(
      expect.objectContaining({
        code: 'WB_TIME_ZONE_UNKNOWN',
        remedy: expect.stringContaining(nearest) as string,
      }) as Error,
    );
  });

  it.each(['+02:00', '', '../etc', 'x'.repeat(10_000)])('"%s" is refused', (name) => {
    expect(() => parseTimeZone(name)).toThrow(
      expect.objectContaining({ code: 'WB_TIME_ZONE_UNKNOWN' }) as Error,
    );
  });
});
