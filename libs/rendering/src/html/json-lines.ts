import { messageOf } from '@wirebrief/kernel';

import { lineAt } from './line-at';

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\n/g;

/** The line, from 1, of each entry of a well-formed JSON text, by the JSON form of its path: `["colors","ink"]`. */
export function jsonLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>([['[]', 1]]);
  const path: (string | number)[] = [];
  const containers: ('{' | '[')[] = [];
  let line = 1;
  let isKeyNext = false;
  const note = (): void => {
    lines.set(JSON.stringify(path), line);
  };
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '\n') {
      line += 1;
    } else if (token === '{' || token === '[') {
      containers.push(token);
      path.push(0);
      isKeyNext = token === '{';
      if (token === '[') note();
    } else if (token === '}' || token === ']') {
      containers.pop();
      path.pop();
      isKeyNext = false;
    } else if (token === ',') {
      isKeyNext = containers.at(-1) === '{';
      if (!isKeyNext) path.push(Number(path.pop()) + 1);
      if (!isKeyNext) note();
    } else if (isKeyNext) {
      path.pop();
      path.push(JSON.parse(token) as string);
      note();
      isKeyNext = false;
    }
  }
  return lines;
}

/** The line of the entry, or of the nearest one around it that is there. */
export function lineOfEntry(
  lines: ReadonlyMap<string, number>,
  path: readonly PropertyKey[],
): number {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(JSON.stringify(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return 1;
}

/** Where and how a text stops being JSON, by the error of `JSON.parse`. */
export function jsonFault(
  text: string,
  error: unknown,
): { readonly line: number; readonly text: string } {
  const message = messageOf(error);
  const at = positionIn(message) ?? faultyEnd(text);
  const words = message.replace(/, (\.{3})?".*| in JSON at position.*| is not valid JSON.*/s, '');
  return { line: lineAt(text, at), text: `no JSON: ${words}` };
}

function positionIn(message: string): number | undefined {
  const digits = /position (\d+)/.exec(message)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Some messages of V8 name no position: it is the end of the longest beginning that more text could complete. */
function faultyEnd(text: string): number {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isBeginning(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = messageOf(error);
    return /end of JSON/.test(message) || positionIn(message) === text.length;
  }
}
