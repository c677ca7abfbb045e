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

/** The line at which a text stops being JSON, by the message of `JSON.parse`. */
export function lineOfJsonError(text: string, error: unknown): number {
  const message = error instanceof Error ? error.message : '';
  const at = /position (\d+)/.exec(message)?.[1];
  return text.slice(0, at === undefined ? text.length : Number(at)).split('\n').length;
}
