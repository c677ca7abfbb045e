import { natsOf } from './nats-of';

describe('the servers of a command', () => {
  it('are those of --nats', () => {
    expect(natsOf({ nats: 'nats://nats.example' }).servers).toEqual(['nats.example:4222']);
  });

  it.each([
    [{}, 'WB_OPTION', /--nats nats:\/\/HOST:4222/],
    [{ nats: 'nats.example' }, 'WB_CONFIG_INVALID', /^Correct NATS_URL, [^;]*;/],
  ])('of %j are asked for, and nothing else', (options, code, remedy) => {
    const { NATS_URL, ...env } = process.env;
    process.env = env;
    try {
      expect(() => natsOf(options)).toThrow(
        expect.objectContaining({ code, remedy: expect.stringMatching(remedy) as string }) as Error,
      );
    } finally {
      process.env = { ...env, ...(NATS_URL !== undefined && { NATS_URL }) };
    }
  });
});
