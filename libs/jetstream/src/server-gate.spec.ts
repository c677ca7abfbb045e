import { assertSuitableServer } from './server-gate';

describe('The gate for NATS servers', () => {
  it.each(['2.10.23', '2.10.27', '2.11.0', '2.15.1', '3.0.0', '2.12.0-beta.1'])(
    'lets %s in',
    (version) => {
      expect(() => {
        assertSuitableServer(version);
      }).not.toThrow();
    },
  );

  it.each(['2.9.10', '2.9.25', '2.10.22', '2.10.2', '1.99.99', '', 'unknown'])(
    'keeps %p out',
    (version) => {
      expect(() => {
        assertSuitableServer(version);
      }).toThrow(expect.objectContaining({ code: 'WB_NATS_SERVER_TOO_OLD' }) as Error);
    },
  );
});
