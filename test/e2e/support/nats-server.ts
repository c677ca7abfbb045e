import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';

export interface NatsServer {
  /** `nats://127.0.0.1:41234`. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A real nats-server on a port that the system chooses, or on the one given. Debian puts it where only root looks. */
export async function startNatsServer(port = -1): Promise<NatsServer> {
  const server = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: [process.env['PATH'] ?? '', '/usr/sbin'].join(delimiter) },
  });
  const ended = once(server, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    let log = '';
    server.on('error', () => {
      reject(new Error('nats-server is missing: apt-get install nats-server'));
    });
    void ended.then(() => {
      reject(new Error(`nats-server ended:\n${log}`));
    });
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      const address = /Listening for client connections on (\S+)/.exec(log)?.[1];
      if (address !== undefined && log.includes('Server is ready')) resolve(`nats://${address}`);
    });
  });
  return {
    url,
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}
