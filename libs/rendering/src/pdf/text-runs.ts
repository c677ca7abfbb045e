import { type Direction, type Inline, type SpanNode } from '../blocks/ast';
import { type Style, type StyleResolver } from './style';
import { type NumberedTag, OWNER, type TagNumber } from './tag-numbers';

/** Where a link leads, and how it is called for those who do not see it. */
export interface Link {
  readonly href: string;
  readonly label: string;
}

/** Text of one style and one owner in the structure tree. White space is already collapsed. */
export interface TextRun {
  readonly text: string;
  readonly style: Style;
  readonly tag: TagNumber;
  readonly lang: string;
  readonly link: Link | undefined;
  readonly anchors: readonly string[];
  readonly endsLine: boolean;
}

/** The runs of a block, and the tags that they name by number. */
export interface TaggedRuns {
  readonly runs: readonly TextRun[];
  readonly tags: readonly NumberedTag[];
}

interface RunContext {
  readonly styles: StyleResolver;
  readonly style: Style;
  readonly tag: TagNumber;
  readonly lang: string;
  readonly link: Link | undefined;
  /** Where the link stands, for what is in one. */
  readonly aroundLink: RunContext | undefined;
}

// U+2066..2069: isolates for `dir`, which the line layout resolves and never paints.
const OPENING: Readonly<Record<Direction, string>> = {
  ltr: '\u2066',
  rtl: '\u2067',
  auto: '\u2068',
};
const CLOSING = '\u2069';

/** The inline content of a block as runs in logical order. */
export function textRuns(
  content: readonly Inline[],
  around: Pick<RunContext, 'styles' | 'style' | 'lang'>,
): TaggedRuns {
  const context: RunContext = { ...around, tag: OWNER, link: undefined, aroundLink: undefined };
  const collector: Collector = {
    runs: [],
    tags: [],
    space: undefined,
    isLineStart: true,
    anchors: [],
  };
  collect(content, context, collector);
  return collector;
}

interface Collector {
  readonly runs: TextRun[];
  readonly tags: NumberedTag[];
  isLineStart: boolean;
  /** Where a collapsed space stands that waits for the text after it, so that none ends a line. */
  space: RunContext | undefined;
  anchors: string[];
}

function collect(content: readonly Inline[], context: RunContext, out: Collector): void {
  for (const node of content) {
    switch (node.kind) {
      case 'text':
        addText(node.text, context, out);
        break;
      case 'break':
        // The space parts the words for those who read the text and not the lines.
        push(' ', { context, out, endsLine: true });
        out.isLineStart = true;
        out.space = undefined;
        break;
      case 'span':
        collectSpan(node, context, out);
        break;
    }
  }
}

function collectSpan(span: SpanNode, around: RunContext, out: Collector): void {
  const context = spanContext(span, around, out.tags);
  if (span.id !== undefined) out.anchors.push(span.id);
  if (span.dir === undefined) {
    collect(span.children, context, out);
    return;
  }
  flushSpace(context, out);
  push(OPENING[span.dir], { context, out, endsLine: false });
  collect(span.children, context, out);
  push(CLOSING, { context, out, endsLine: false });
}

function spanContext(span: SpanNode, around: RunContext, tags: NumberedTag[]): RunContext {
  const isLink = span.href !== undefined;
  const link = isLink
    ? { href: span.href, label: span.label ?? plainText(span.children) }
    : around.link;
  return {
    styles: around.styles,
    style: around.styles.resolve(around.style, span.tag, span.classes),
    tag: span.isHidden ? undefined : spanTag(span, around, tags),
    lang: span.lang ?? around.lang,
    link,
    aroundLink: isLink ? around : around.aroundLink,
  };
}

const TAG_OF: Readonly<Record<string, string>> = { q: 'Quote', code: 'Code' };

/** A tag of its own only where it tells more than the block around it. */
function spanTag(span: SpanNode, around: RunContext, tags: NumberedTag[]): TagNumber {
  if (around.tag === undefined) return undefined;
  const lang = span.lang === undefined || span.lang === around.lang ? {} : { lang: span.lang };
  const expansion = span.expansion === undefined ? {} : { expansion: span.expansion };
  const attributes = { ...lang, ...expansion };
  const isTelling = Object.keys(attributes).length > 0;
  const type = span.href === undefined ? TAG_OF[span.tag] : 'Link';
  if (type === undefined && !isTelling) return around.tag;
  return tags.push({ type: type ?? 'Span', parent: around.tag, attributes });
}

export function plainText(content: readonly Inline[]): string {
  const raw = (nodes: readonly Inline[]): string =>
    nodes
      .map((node) => {
        if (node.kind === 'text') return node.text;
        return node.kind === 'break' ? ' ' : raw(node.children);
      })
      .join('');
  return raw(content)
    .replace(/[ \t\n\r\f]+/g, ' ')
    .trim();
}

function addText(text: string, context: RunContext, out: Collector): void {
  const collapsed = text.replace(/[ \t\n\r\f]+/g, ' ');
  const inner = collapsed.replace(/^ | $/g, '');
  if (collapsed.startsWith(' ')) out.space ??= context;
  if (inner === '') return;
  flushSpace(context, out);
  push(inner, { context, out, endsLine: false });
  out.isLineStart = false;
  out.space = collapsed.endsWith(' ') ? context : undefined;
}

function flushSpace(next: RunContext, out: Collector): void {
  const { space: at } = out;
  out.space = undefined;
  if (at === undefined || out.isLineStart) return;
  const last = out.runs.at(-1);
  const isInside = at.link === next.link && at.link === last?.link;
  // A space at the edge of a link is not underlined, and stands where the link does.
  const space = isInside ? at : (at.aroundLink ?? at);
  if (last !== undefined && last.tag === space.tag && last.link === undefined) {
    out.runs[out.runs.length - 1] = { ...last, text: `${last.text} ` };
    return;
  }
  push(' ', { context: space, out, endsLine: false });
}

function push(
  text: string,
  { context, out, endsLine }: { context: RunContext; out: Collector; endsLine: boolean },
): void {
  const { style, tag, lang, link } = context;
  out.runs.push({
    text,
    style,
    tag,
    lang,
    link,
    anchors: out.anchors,
    endsLine,
  });
  out.anchors = [];
}
