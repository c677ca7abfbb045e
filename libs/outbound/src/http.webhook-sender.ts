import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

import { type WebhookAnswer, type WebhookRequest, WebhookSender } from '@wirebrief/application';

import { isPublicAddress, notPublic, targetOf, type WebhookTargets } from './address-policy';

type Lookup = (
  host: string,
  options: LookupOptions & { readonly all: true },
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

export interface HttpWebhookSenderOptions {
  readonly targets: WebhookTargets;
  /** Name and version of the program. */
  readonly program: string;
  /** How names become addresses; the system's way unless told otherwise. */
  readonly lookup?: Lookup;
}

// Nothing in it is wanted; so much is read that the receiver can end its answer in peace.
const MOST_ANSWER_BYTES = 64_000;

/** Over node's own client: no redirect is followed, no connection is kept, and each address is checked as it is used. */
export class HttpWebhookSender extends WebhookSender {
  constructor(private readonly options: HttpWebhookSenderOptions) {
    super();
  }

  check(url: string): void {
    targetOf(url, this.options.targets);
  }

  async post({ url: text, headers, body, signal }: WebhookRequest): Promise<WebhookAnswer> {
    const url = targetOf(text, this.options.targets);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const bytes = Buffer.from(body);
    return new Promise((resolve, reject) => {
      const request = send(url, {
        method: 'POST',
        agent: false,
        signal,
        lookup: this.guardedLookup(),
        headers: {
          ...headers,
          'content-length': bytes.length,
          'user-agent': this.options.program.replace(' ', '/'),
        },
      });
      request.once('response', (response) => {
        drain(response);
        resolve({ status: response.statusCode ?? 0, retryAfter: retryAfterOf(response) });
      });
      request.on('error', (error) => {
        reject(signal.aborted ? new Error('There was no answer in time.') : explained(error));
      });
      request.end(bytes);
    });
  }

  /** The check is made on the very addresses that are connected to: a name that resolves otherwise later gains nothing. */
  private guardedLookup() {
    const { targets, lookup = systemLookup } = this.options;
    return (
      host: string,
      options: LookupOptions,
      done: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
    ): void => {
      lookup(host, { ...options, all: true }, (error, found) => {
        const allowed = (error === null ? found : []).filter(
          ({ address }) => targets === 'any' || isPublicAddress(address),
        );
        const [first] = allowed;
        if (error !== null) done(error, []);
        else if (first === undefined) done(notPublic(host), []);
        else if (options.all === true) done(null, allowed);
        else done(null, first.address, first.family);
      });
    };
  }
}

function drain(response: IncomingMessage): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_ANSWER_BYTES) response.destroy();
  });
  // The status is known: whatever happens to the rest of the answer changes nothing.
  response.on('error', () => undefined);
}

/** RFC 9110, 10.2.3: seconds, or an instant. */
function retryAfterOf({ headers }: IncomingMessage): number | null {
  const text = headers['retry-after'];
  if (text === undefined) return null;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null;
}

function explained(error: NodeJS.ErrnoException): Error {
  const { code, message } = error;
  return code === undefined || code.startsWith('WB_') || message.includes(code)
    ? error
    : new Error(`${code}: ${message}`);
}
