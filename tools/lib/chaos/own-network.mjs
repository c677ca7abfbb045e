import { execFileSync } from 'node:child_process';

const ip = (...args) => execFileSync('ip', args, { stdio: 'ignore' });

/**
 * A network of its own for one nats-server, which one link ties to this machine; undefined where this user may not make
 * one. `host` is the address of this machine on that link, `guest` that of the server.
 */
export function ownNetwork() {
  const number = process.pid % 60_000;
  const name = `wbchaos${number}`;
  const [outer, inner] = [`wbo${number}`, `wbi${number}`];
  const subnet = `10.${200 + (number >> 14)}.${(number >> 6) & 255}`;
  const first = (number & 63) * 4;
  const [host, guest] = [`${subnet}.${first + 1}`, `${subnet}.${first + 2}`];
  const inside = (...args) => ip('netns', 'exec', name, 'ip', ...args);
  const remove = () => ip('netns', 'delete', name);
  try {
    ip('netns', 'add', name);
  } catch {
    return undefined;
  }
  try {
    ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner, 'netns', name);
    ip('addr', 'add', `${host}/30`, 'dev', outer);
    ip('link', 'set', outer, 'up');
    inside('addr', 'add', `${guest}/30`, 'dev', inner);
    inside('link', 'set', inner, 'up');
    inside('link', 'set', 'lo', 'up');
  } catch {
    remove();
    return undefined;
  }
  return {
    host,
    guest,
    command: ['ip', 'netns', 'exec', name],
    cut: () => inside('link', 'set', inner, 'down'),
    mend: () => inside('link', 'set', inner, 'up'),
    remove,
  };
}
