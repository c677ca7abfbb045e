import { BlockList, isIP } from 'node:net';

import { WirebriefError } from '@wirebrief/kernel';

/**
 * Where webhooks may go: `public-https` and `public` to public addresses, by https alone or by http too; `any` also to
 * this machine and private networks.
 */
export type WebhookTargets = 'public-https' | 'public' | 'any';

// IANA's special-purpose registries for IPv4 and IPv6: what is not globally reachable unicast.
const specialIpv4 = listOf('ipv4', [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
  ...['172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]);
const globalIpv6 = listOf('ipv6', ['2000::/3']);
// Among them those that carry an IPv4 address inside, which could be any.
const specialIpv6 = listOf('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

function listOf(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = '', prefix] = subnet.split('/');
    list.addSubnet(net, Number(prefix), family);
  }
  return list;
}

/** Whether an IP address is one that anybody on the internet can reach. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !specialIpv4.check(address, 'ipv4');
  return (
    isIP(address) === 6 && globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6')
  );
}

/** The address as a URL. Throws `WB_WEBHOOK_URL` for one that is never sent to, whatever its name resolves to. */
export function targetOf(text: string, targets: WebhookTargets): URL {
  const url = URL.canParse(text) && text.length <= 2000 ? new URL(text) : undefined;
  const protocols = targets === 'public-https' ? ['https:'] : ['https:', 'http:'];
  if (url === undefined || !protocols.includes(url.protocol))
    throw refused(
      'The address of a webhook must be an https address.',
      'Give an https address; WEBHOOK_TARGETS=public allows http too.',
    );
  if (url.username !== '' || url.password !== '')
    throw refused(
      'The address of a webhook must not hold a user name or a password.',
      'Leave them out: the receiver knows the service by the signature.',
    );
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (targets !== 'any' && isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic(host);
  return url;
}

export function notPublic(host: string): WirebriefError {
  return refused(
    `${host} is not a public address.`,
    'Webhooks go to public addresses; WEBHOOK_TARGETS=any allows private ones and this machine.',
  );
}

function refused(message: string, remedy: string): WirebriefError {
  return new WirebriefError('WB_WEBHOOK_URL', 'invalid', message, remedy);
}
