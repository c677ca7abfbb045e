import { parseCron } from './cron-expression';

describe('a cron expression', () => {
  it.each([
    ['0 6 * * *', '0 6 * * *'],
    ['  */5   * * * MON-FRI ', '*/5 * * * MON-FRI'],
    ['30 0 6 1,15 JAN-JUN 1#2', '30 0 6 1,15 JAN-JUN 1#2'],
  ])('"%s" is taken as "%s"', (text, cron) => {
    expect(parseCron(text)).toBe(cron);
  });

  it.each([
    ['61 * * * *', 'The minute "61"'],
    ['* 25 * * *', 'The hour "25"'],
    ['* * 32 * *', 'The day of the month "32"'],
    ['* * * FOO *', 'The month "FOO"'],
    ['* * * * SUNDAYS', 'The day of the week "SUNDAYS"'],
    ['60 * * * * *', 'The second "60"'],
    ['*/0 * * * *', 'The minute "*/0"'],
    ['0 6 ? * *', 'The day of the month "?"'],
    ['0 6-5-4 * * *', 'The hour "6-5-4"'],
  ])('"%s" is refused for its field', (text, message) => {
    expect(() => parseCron(text)).toThrow(
      expect.objectContaining({
        code: 'WB_CRON_INVALID',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });

  it('is told whole what is wrong with a field, in one sentence', () => {
    const message = (text: string) => {
      try {
        return parseCron(text);
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(message('5/15 * * * *')).toMatch(/\(min-max\/step\) instead\.$/);
    expect(message('* x * * *')).toMatch(/illegal characters\.$/);
  });

  it.each(['', '6', '0 6 * *', '0 6 * * * * 2030', '@daily', `0 ${'6,'.repeat(200)}6 * * *`])(
    '"%s" is refused for its number of fields or length',
    (text) => {
      expect(() => parseCron(text)).toThrow(
        expect.objectContaining({ code: 'WB_CRON_INVALID' }) as Error,
      );
    },
  );

  it('that no calendar meets is refused', () => {
    expect(() => parseCron('0 6 30 2 *')).toThrow(
      expect.objectContaining({ code: 'WB_CRON_NEVER' }) as Error,
    );
  });
});
