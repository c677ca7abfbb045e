import { ELEMENTS } from './vocabulary';

/** Where an element that is not inline stands in an HTML text, with the next ones inside it. */
export interface Extent {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly inner: readonly Extent[];
}

interface Open {
  readonly name: string;
  readonly start: number;
  readonly inner: Extent[];
}

const TAG = /<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9]*)(?:[^"'>]|"[^"]*"|'[^']*')*>/g;

/** Elements with an end tag of their own. What stands inside a text or a drawing is not looked at. */
const MEASURED: ReadonlySet<string> = new Set(
  Object.entries(ELEMENTS).flatMap(([name, { kind }]) =>
    kind === 'container' || kind === 'text' || kind === 'part' || name === 'svg' ? [name] : [],
  ),
);
const isLeaf = (name: string): boolean => ELEMENTS[name]?.kind === 'text' || name === 'svg';

/** The elements of a body by a glance at its tags. Undefined where they do not close as they open. */
export function extentsOf(html: string): readonly Extent[] | undefined {
  const outermost: Extent[] = [];
  const open: Open[] = [];
  TAG.lastIndex = Math.max(0, html.indexOf('<body'));
  for (let match = TAG.exec(html); match !== null; match = TAG.exec(html)) {
    const [tag, slash, name = ''] = match;
    const around = open.at(-1);
    if (!MEASURED.has(name) || isSkippedIn(around, name)) continue;
    const isSame = around?.name === name;
    // One text inside another ends it, as the parser has it.
    if (slash === '' ? isSame && isLeaf(name) : !isSame) return undefined;
    if (slash === '') open.push({ name, start: match.index, inner: [] });
    else close(open, outermost, match.index + tag.length);
  }
  return open.length === 0 ? outermost : undefined;
}

function isSkippedIn(around: Open | undefined, name: string): boolean {
  return around !== undefined && isLeaf(around.name) && around.name !== name;
}

function close(open: Open[], outermost: Extent[], end: number): void {
  const closed = open.pop();
  const around = open.at(-1)?.inner ?? outermost;
  if (closed === undefined) return;
  const { name, start, inner } = closed;
  around.push({ name, start, end, inner });
}
