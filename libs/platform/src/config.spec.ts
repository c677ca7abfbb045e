import { inspect } from 'node:util';
import { resolve } from 'node:path';
import { WirebriefError } from '@wirebrief/kernel';
import { type ConfigSources, loadConfig } from './config';

const load = (sources: Partial<ConfigSources> = {}) =>
  loadConfig({ env: {}, templatesDir: '/app/templates', ...sources });

function errorOf(sources: Partial<ConfigSources>): WirebriefError {
  try {
    load(sources);
  } catch (error) {
    if (error instanceof WirebriefError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('loadConfig', () => {
  it('listens on this machine only and keeps data in ./data when nothing is set', () => {
    expect(load()).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      templatesDir: '/app/templates',
      logLevel: 'info',
      publicUrl: '',
      webhookTargets: 'public-https',
      store: 'folder',
      monitors: [],
      replicas: 1,
      healthPort: 0,
    });
  });

  it('takes JetStream for the store only together with the address of its servers', () => {
    const env = { STORE: 'jetstream', NATS_REPLICAS: '3', HEALTH_PORT: '3001' };
    const config = load({ env: { ...env, NATS_URL: 'nats://a' } });
    expect(config).toMatchObject({ store: 'jetstream', replicas: 3, healthPort: 3001 });
    expect(errorOf({ env }).message).toContain('STORE must be folder, or jetstream together with');
  });

  it('takes the environment over defaults and options over the environment', () => {
    const env = { PORT: '4000', DATA_DIR: '/srv/data', LOG_LEVEL: 'debug' };
    const config = load({ env, overrides: { PORT: '5000', DATA_DIR: undefined } });
    expect(config).toMatchObject({ port: 5000, dataDir: '/srv/data', logLevel: 'debug' });
  });

  it('takes the public address without its last slash, and shows the secret to nobody', () => {
    const env = { PUBLIC_URL: 'https://a.example/b/', WIREBRIEF_SECRET: 'sekrit'.repeat(6) };
    const config = load({ env });
    expect(config.publicUrl).toBe('https://a.example/b');
    expect(config.secret?.reveal()).toBe(env.WIREBRIEF_SECRET);
    expect(inspect(config) + JSON.stringify(config)).not.toContain('sekrit');
  });

  it('takes the monitoring addresses of several servers', () => {
    const env = { NATS_MONITORS: 'http://a.example:8222, https://b.example/' };
    expect(load({ env }).monitors).toEqual(['http://a.example:8222', 'https://b.example/']);
  });

  it('takes an empty variable for an unset one, as a compose file passes them', () => {
    expect(load({ env: { PORT: '', HOST: ' ', NATS_URL: '' } })).toEqual(load());
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['PORT', '-1'],
    ['PORT', '0x10'],
    ['HOST', 'http://localhost'],
    ['HOST', 'localhost:3000'],
    ['DATA_DIR', 'a\0b'],
    ['LOG_LEVEL', 'verbose'],
    ['PUBLIC_URL', 'briefings.example'],
    ['PUBLIC_URL', 'ftp://briefings.example'],
    ['WEBHOOK_TARGETS', 'all'],
    ['WIREBRIEF_SECRET', 'too short'],
    ['STORE', 'postgres'],
    ['NATS_REPLICAS', '2'],
    ['NATS_MONITORS', '10.0.0.1:8222'],
    ['NATS_MONITORS', 'http://a:8222,nats://b:4222'],
    ['HEALTH_PORT', '70000'],
    ['NATS_URL', 'localhost:4222'],
    ['NATS_URL', 'nats://a:1,http://b:2'],
    ['NATS_URL', 'nats://'],
  ] as const)('refuses %s=%j and names the variable', (name, value) => {
    const error = errorOf({ env: { [name]: value } });
    expect(error).toMatchObject({ code: 'WB_CONFIG_INVALID', category: 'invalid' });
    expect(error.message).toContain(`${name} must be`);
    expect(error.remedy).toContain(`${name}=`);
  });

  it('lists every wrong variable at once, says which came as an option, and prints no value', () => {
    const env = { PORT: 'sekrit1', NATS_URL: 'amqp://u:sekrit2@h', HOST: 'ok.example' };
    const error = errorOf({ env, overrides: { LOG_LEVEL: 'sekrit3' } });
    expect(error.message).toBe(
      'The configuration is wrong: PORT must be a whole number from 0 to 65535; ' +
        'LOG_LEVEL (given as an option) must be one of debug, info, warn, error, silent; ' +
        'NATS_URL must be one or more nats:// or tls:// addresses, separated by commas.',
    );
    expect(inspect(error, { depth: 9 })).not.toContain('sekrit');
  });

  it('splits NATS addresses into servers and credentials that no print shows', () => {
    const { nats } = load({ env: { NATS_URL: 'nats://desk:p%40ss@a.example, tls://[::1]:5222' } });
    expect(nats).toMatchObject({ servers: ['a.example:4222', '[::1]:5222'], tls: true });
    expect(nats?.credentials?.reveal()).toEqual({ user: 'desk', pass: 'p@ss' });
    for (const print of [
      JSON.stringify(nats),
      inspect(nats, { depth: 9 }),
      String(nats?.credentials),
    ]) {
      expect(print).toContain('[redacted]');
      expect(print).not.toContain('p@ss');
    }
  });

  it('takes a user name without a password as a token, and a bare percent sign as itself', () => {
    const { nats } = load({ env: { NATS_URL: 'nats://100%@a.example' } });
    expect(nats?.credentials?.reveal()).toEqual({ token: '100%' });
  });
});
