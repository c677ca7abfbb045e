import { secret, type Secret } from './secret';

type NatsCredentials =
  { readonly user: string; readonly pass: string } | { readonly token: string };

export interface NatsConfig {
  /** `host:port` of each server, without credentials: safe to print. */
  readonly servers: readonly string[];
  readonly tls: boolean;
  readonly credentials?: Secret<NatsCredentials>;
}

/** Reads `nats://user:password@host:port,...`; undefined when a part is no such address. The first credentials hold. */
export function parseServers(text: string): NatsConfig | undefined {
  const urls = text.split(',').map((part) => natsUrl(part.trim()));
  if (!urls.every((url) => url !== undefined)) return undefined;
  const credentials = urls.map(credentialsOf).find((found) => found !== undefined);
  return {
    servers: urls.map((url) => `${url.hostname}:${url.port || '4222'}`),
    tls: urls.some((url) => url.protocol === 'tls:'),
    ...(credentials !== undefined && { credentials: secret(credentials) }),
  };
}

function natsUrl(text: string): URL | undefined {
  if (!/^(nats|tls):\/\/./.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.hostname === '' ? undefined : url;
}

function credentialsOf(url: URL): NatsCredentials | undefined {
  if (url.username === '') return undefined;
  const user = decoded(url.username);
  return url.password === '' ? { token: user } : { user, pass: decoded(url.password) };
}

/** A percent sign that escapes nothing stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
