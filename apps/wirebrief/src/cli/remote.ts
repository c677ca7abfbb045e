import { type ErrorCategory, WirebriefError } from '@wirebrief/kernel';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Sends JSON to a running server and gives its answer. */
export async function postTo<Answer>(server: string, path: string, body: unknown): Promise<Answer> {
  return askServer(server, 'POST', path, body);
}

/** The answer of a running server. Its problem details become the same error as if it were local. */
export async function askServer<Answer>(
  server: string,
  method: Method,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await request(new URL(path, server), {
    method,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw problemError(answer, response.status);
  return answer as Answer;
}

async function request(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new WirebriefError(
      'WB_SERVER_UNREACHABLE',
      'unavailable',
      `No server answers at ${url.origin}.`,
      'Start one with `wirebrief start`, or correct --url.',
      { cause },
    );
  }
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly remedy?: string;
}

const CATEGORIES: Readonly<Record<number, ErrorCategory>> = {
  404: 'not-found',
  409: 'conflict',
  410: 'gone',
  413: 'too-large',
  415: 'unsupported',
};

/** The error that problem details tell of, with the status that came with them. */
export function problemError(answer: unknown, status: number): WirebriefError {
  const { code, detail, remedy } = (answer ?? {}) as Problem;
  return new WirebriefError(
    code ?? 'WB_SERVER_ANSWER',
    CATEGORIES[status] ?? (status >= 500 ? 'unavailable' : 'invalid'),
    detail ?? `The server answered ${status}.`,
    remedy ?? 'Check that --url is the address of a Wirebrief server.',
  );
}
