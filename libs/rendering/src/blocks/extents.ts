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
    const [tag, slash, name] = match;
    if (name === undefined || !MEASURED.has(name)) continue;
    const around = open.at(-1);
    const isInLeaf = around !== undefined && isLeaf(around.name);
    if (isInLeaf && around.name !== name) continue;
    if (slash === '') {
      if (isInLeaf) return undefined;
      open.push({ name, start: match.index, inner: [] });
      continue;
    }
    if (around?.name !== name) return undefined;
    open.pop();
    const { start, inner } = around;
    (open.at(-1)?.inner ?? outermost).push({ name, start, end: match.index + tag.length, inner });
  }
  return open.length === 0 ? outermost : undefined;
}
