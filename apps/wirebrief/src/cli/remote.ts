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
  const url = addressOf(server, path);
  const response = await request(url, {
    method,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = parsed(await response.text());
  if (!response.ok) throw errorOfProblem(answer ?? {}, response.status);
  if (answer === undefined) throw unreachable(`What answers at ${url.origin} is not Wirebrief.`);
  return answer as Answer;
}

function addressOf(server: string, path: string): URL {
  if (/^https?:\/\//i.test(server) && URL.canParse(path, server)) return new URL(path, server);
  throw new WirebriefError(
    'WB_OPTION',
    'invalid',
    `"${server.slice(0, 100)}" is no address of a server.`,
    'Give it with its scheme: --url http://127.0.0.1:3000.',
  );
}

/** Undefined for what is no JSON; what is deleted is answered with nothing. */
function parsed(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function request(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw unreachable(`No server answers at ${url.origin}.`, cause);
  }
}

function unreachable(message: string, cause?: unknown): WirebriefError {
  return new WirebriefError(
    'WB_SERVER_UNREACHABLE',
    'unavailable',
    message,
    'Start one with `wirebrief start`, or correct --url.',
    { cause },
  );
}
