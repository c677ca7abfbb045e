import { WirebriefError } from '@wirebrief/kernel';
import { createLogger, type Fields, type LogLevel } from './logger';

function lines(form: 'json' | 'human', level: LogLevel = 'debug') {
  const written: string[] = [];
  const logger = createLogger({
    level,
    form,
    clock: () => '2021-08-29T12:00:00.000Z',
    write: (line) => written.push(line),
  });
  return { logger, written };
}

function onlyJson(fields: Fields): unknown {
  const { logger, written } = lines('json');
  logger.info('Ready', fields);
  expect(written).toHaveLength(1);
  return JSON.parse(written[0] ?? '');
}

describe('a logger in JSON', () => {
  it('writes one line with level, time, message and fields', () => {
    const { logger, written } = lines('json');
    logger.info('Ready', { port: 3000 });
    expect(written).toEqual([
      '{"port":3000,"level":"info","time":"2021-08-29T12:00:00.000Z","message":"Ready"}\n',
    ]);
  });

  it('leaves out what is less important than the level, and everything when silent', () => {
    const { logger, written } = lines('json', 'warn');
    logger.debug('a');
    logger.info('b');
    logger.warn('c');
    logger.error('d');
    const silent = lines('json', 'silent');
    silent.logger.error('e');
    expect(written).toHaveLength(2);
    expect(silent.written).toEqual([]);
  });

  it('lets no field take the place of level, time or message', () => {
    expect(onlyJson({ message: 'forged', level: 'debug' })).toMatchObject({
      message: 'Ready',
      level: 'info',
    });
  });

  it('adds the fields of its parent', () => {
    const { logger, written } = lines('json');
    logger.with({ service: 'press' }).with({ story: 's1' }).warn('Late', { service: 'ingest' });
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ service: 'ingest', story: 's1' });
  });

  it('writes an expected error by code, and an unexpected one with its stack', () => {
    const expected = new WirebriefError('WB_X', 'invalid', 'Wrong.', 'Mend it.', {
      cause: new Error('disk'),
    });
    expect(onlyJson({ error: expected })).toMatchObject({
      error: { code: 'WB_X', message: 'Wrong.', remedy: 'Mend it.', cause: 'disk' },
    });
    expect(onlyJson({ error: new TypeError('x') })).toMatchObject({
      error: { name: 'TypeError', stack: expect.stringContaining('logger.spec') as string },
    });
  });

  it('survives what JSON cannot hold', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(onlyJson({ loop, big: 1n, none: undefined, call: () => 1 })).toMatchObject({
      loop: '[not printable]',
      big: '[not printable]',
    });
  });
});

describe('a logger for a terminal', () => {
  it('writes time, level, message and fields to be read', () => {
    const { logger, written } = lines('human');
    logger.info('Edition issued', { number: 3, story: 'kabul', title: 'two words' });
    expect(written).toEqual([
      '12:00:00 info  Edition issued number=3 story=kabul title="two words"\n',
    ]);
  });

  it('lets no control character through', () => {
    const { logger, written } = lines('human');
    logger.info('a\nb\u001b[2Jc', { text: 'd\u009b1me\r' });
    expect(written[0]?.slice(0, -1)).not.toMatch(/\p{Cc}/u);
  });
});
