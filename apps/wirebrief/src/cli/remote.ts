import { WirebriefError } from '@wirebrief/kernel';
import { errorOfProblem } from '@wirebrief/platform';

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
  if (!response.ok) throw errorOfProblem(answer, response.status);
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
