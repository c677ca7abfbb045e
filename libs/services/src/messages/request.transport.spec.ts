import { setImmediate as nextTurn } from 'node:timers/promises';

import { RequestTransport } from './request.transport';

function transportOver(flush: () => Promise<void>): RequestTransport {
  const transport = new RequestTransport({ servers: ['127.0.0.1:4222'], tls: false });
  return Object.assign(transport, { natsClient: { flush } });
}

describe(RequestTransport, () => {
  it('has started once the server has seen what it takes', async () => {
    let seen: () => void = () => undefined;
    const transport = transportOver(() => new Promise((resolve) => (seen = resolve)));
    const started = jest.fn();
    transport.start(started);
    await nextTurn();
    expect(started).not.toHaveBeenCalled();
    seen();
    await nextTurn();
    expect(started).toHaveBeenCalledWith();
  });

  it('has not where the connection is lost before', async () => {
    const lost = new Error('CONNECTION_CLOSED');
    const transport = transportOver(() => Promise.reject(lost));
    const started = jest.fn();
    transport.start(started);
    await nextTurn();
    expect(started).toHaveBeenCalledWith(lost);
  });
});
