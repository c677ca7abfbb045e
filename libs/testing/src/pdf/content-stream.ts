/** An operand of a content stream: hexadecimal and literal strings become bytes. */
export type Operand =
  number | string | Buffer | readonly Operand[] | { readonly [key: string]: Operand };

export interface Operation {
  readonly operator: string;
  readonly operands: readonly Operand[];
}

const TOKEN =
  /\s*(?:(<<|>>|\[|\])|<([0-9A-Fa-f\s]*)>|\(((?:\\[\s\S]|[^\\()])*)\)|(\/[^\s<>[\]()/]*)|([^\s<>[\]()/]+))/y;

/** The operations of a content stream in order. Throws on bytes that are no token. */
export function readOperations(content: Buffer): readonly Operation[] {
  const text = content.toString('latin1');
  const operations: Operation[] = [];
  const nesting: Operand[][] = [[]];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new Error(`content stream is malformed at byte ${at}`);
    readToken(match, nesting, operations);
  }
  return operations;
}

function readToken(match: RegExpExecArray, nesting: Operand[][], operations: Operation[]): void {
  const [, bracket, hex, literal, name, word] = match;
  const current = nesting.at(-1) ?? [];
  if (bracket === '[' || bracket === '<<') nesting.push([]);
  else if (bracket !== undefined) closeBracket(bracket, nesting);
  else if (hex !== undefined) current.push(Buffer.from(hex.replace(/\s/g, ''), 'hex'));
  else if (literal !== undefined) current.push(Buffer.from(unescaped(literal), 'latin1'));
  else if (name !== undefined) current.push(name);
  else if (word !== undefined && /^[+-]?[\d.]+$/.test(word)) current.push(Number(word));
  else if (word !== undefined) {
    operations.push({ operator: word, operands: nesting[0] ?? [] });
    nesting[0] = [];
  }
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A literal string without octal codes, which nothing here writes. */
function unescaped(literal: string): string {
  return literal.replace(/\\([\s\S])/g, (_, sign: string) => ESCAPED[sign] ?? sign);
}

function closeBracket(bracket: string, nesting: Operand[][]): void {
  const items = nesting.pop() ?? [];
  const outer = nesting.at(-1) ?? [];
  if (bracket === ']') {
    outer.push(items);
    return;
  }
  const entries: [string, Operand][] = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    entries.push([wordOf(items[index]), items[index + 1] ?? 0]);
  }
  outer.push(Object.fromEntries(entries));
}

/** A name or an operator; empty for other operands. */
export function wordOf(operand: Operand | undefined): string {
  return typeof operand === 'string' ? operand : '';
}
