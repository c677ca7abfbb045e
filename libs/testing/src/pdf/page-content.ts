import { type Operand, type Operation, readOperations, wordOf } from './content-stream';
import { type PdfDictionary, type PdfFile } from './pdf-file';

interface Shown {
  /** Text as the fonts' ToUnicode maps give it. */
  readonly text: string;
  /** Where its lines of text stand, in points below the upper edge; superscripts stand a little higher. */
  readonly baselines: readonly number[];
  /** A glyph 0 (.notdef) was shown. */
  readonly hasMissingGlyph: boolean;
  /** Codes without a Unicode value were shown outside an ActualText. */
  readonly hasUnmappedText: boolean;
}

/** What a page shows, cut at the borders of marked content. */
interface MarkedPart extends Shown {
  readonly owner: 'artifact' | 'tagged' | 'none';
  readonly mcid?: number;
  readonly tag?: string;
  readonly paints: boolean;
}

export interface PageContent {
  readonly parts: readonly MarkedPart[];
  /** Nesting of artifacts and tagged content that the standard forbids. */
  readonly nestingErrors: readonly string[];
  readonly operators: ReadonlySet<string>;
}

const PAINTING = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'sh', 'Do']);
const SHOWING = new Set(['TJ', 'Tj', "'", '"']);

interface Mark {
  readonly tag: string;
  readonly mcid?: number;
  readonly hasActualText: boolean;
}

/** Reads the content of one page. */
export function readPageContent(file: PdfFile, page: PdfDictionary): PageContent {
  const fonts = fontsOf(file, page);
  const bytes = Buffer.concat(file.list(page['/Contents']).map((part) => file.stream(part)));
  const reader = createReader();
  let decode = emptyDecoder;
  let line: TextLine = { baseline: 0, up: 1 };
  const operations = readOperations(bytes);
  for (const operation of operations) {
    const [first] = operation.operands;
    if (operation.operator === 'BMC' || operation.operator === 'BDC') reader.open(operation);
    else if (operation.operator === 'EMC') reader.close();
    else if (operation.operator === 'Tf') decode = fonts.get(wordOf(first)) ?? emptyDecoder;
    else if (operation.operator in LINES) line = lineAfter(operation, line);
    else if (SHOWING.has(operation.operator))
      reader.paint({ ...shownText(operation, decode), baselines: [line.baseline] });
    else if (PAINTING.has(operation.operator)) reader.paint(NOTHING);
  }
  const operators = new Set(operations.map(({ operator }) => operator));
  return { ...reader.finish(), operators };
}

interface TextLine {
  readonly baseline: number;
  /** -1 where y grows downwards. */
  readonly up: number;
}

/** Operators that place text, with the number of the operand that is its height. */
const LINES: Readonly<Record<string, number>> = { Tm: 5, Td: 1 };

function lineAfter({ operator, operands }: Operation, { baseline, up }: TextLine): TextLine {
  const y = Number(operands[LINES[operator] ?? 0]);
  return operator === 'Tm'
    ? { baseline: y, up: Number(operands[3]) }
    : { baseline: baseline + up * y, up };
}

type Decoder = (bytes: Buffer) => Shown;

const NOTHING: Shown = { text: '', baselines: [], hasMissingGlyph: false, hasUnmappedText: false };
const emptyDecoder: Decoder = () => NOTHING;

function createReader(): {
  open: (operation: Operation) => void;
  close: () => void;
  paint: (shown: Shown) => void;
  finish: () => Omit<PageContent, 'operators'>;
} {
  const parts: MarkedPart[] = [];
  const nestingErrors: string[] = [];
  const marks: Mark[] = [];
  let current: MarkedPart | undefined;
  return {
    open({ operands }) {
      const mark = markOf(operands);
      if (mark.tag === '/Artifact' && marks.some((outer) => outer.mcid !== undefined)) {
        nestingErrors.push('artifact inside tagged content');
      }
      if (mark.mcid !== undefined && marks.some((outer) => outer.tag === '/Artifact')) {
        nestingErrors.push('tagged content inside an artifact');
      }
      marks.push(mark);
      current = undefined;
    },
    close() {
      if (marks.pop() === undefined) nestingErrors.push('EMC without BDC');
      current = undefined;
    },
    paint(shown) {
      const joined = joinedPart(current ?? NOTHING, marks, shown);
      if (current === undefined) parts.push(joined);
      else parts[parts.length - 1] = joined;
      current = joined;
    },
    finish() {
      if (marks.length > 0) nestingErrors.push('marked content is not closed');
      return { parts, nestingErrors };
    },
  };
}

function markOf(operands: readonly Operand[]): Mark {
  const properties = operands[1];
  const isDictionary = typeof properties === 'object' && !Array.isArray(properties);
  const entries = (isDictionary ? properties : {}) as Readonly<Record<string, Operand>>;
  const mcid = entries['/MCID'];
  return {
    tag: wordOf(operands[0]),
    hasActualText: '/ActualText' in entries,
    ...(typeof mcid === 'number' ? { mcid } : {}),
  };
}

function joinedPart(part: Shown, marks: readonly Mark[], shown: Shown): MarkedPart {
  const owner = marks.findLast((mark) => mark.mcid !== undefined);
  const isArtifact = marks.some((mark) => mark.tag === '/Artifact');
  const isReplaced = marks.some((mark) => mark.hasActualText);
  return {
    owner: owner !== undefined ? 'tagged' : isArtifact ? 'artifact' : 'none',
    ...(owner?.mcid === undefined ? {} : { mcid: owner.mcid, tag: owner.tag.slice(1) }),
    text: part.text + shown.text,
    baselines: [...part.baselines, ...shown.baselines],
    hasMissingGlyph: part.hasMissingGlyph || shown.hasMissingGlyph,
    hasUnmappedText: part.hasUnmappedText || (shown.hasUnmappedText && !isReplaced),
    paints: true,
  };
}

function shownText({ operands }: Operation, decode: Decoder): Shown {
  const strings = operands.flat().filter((operand): operand is Buffer => Buffer.isBuffer(operand));
  return decode(Buffer.concat(strings));
}

function fontsOf(file: PdfFile, page: PdfDictionary): ReadonlyMap<string, Decoder> {
  const fonts = file.dictionary(file.dictionary(page['/Resources'])['/Font']);
  return new Map(
    Object.entries(fonts).map(([name, font]) => {
      const map = unicodeMap(file.stream(file.dictionary(font)['/ToUnicode']).toString('latin1'));
      return [name, decoderOf(map)] as const;
    }),
  );
}

/** Two-byte codes, as Identity-H has them; code 0 is the glyph .notdef. */
function decoderOf(map: ReadonlyMap<number, string>): Decoder {
  return (bytes) => {
    let text = '';
    let [hasMissingGlyph, hasUnmappedText] = [false, false];
    for (let index = 0; index + 1 < bytes.length; index += 2) {
      const code = bytes.readUInt16BE(index);
      const mapped = map.get(code) ?? '';
      if (code === 0) hasMissingGlyph = true;
      if (mapped === '' || /[\0\ufeff\ufffe]/.test(mapped)) hasUnmappedText = true;
      text += mapped;
    }
    return { text, baselines: [], hasMissingGlyph, hasUnmappedText };
  };
}

/** The bfrange entries with arrays, the one form that PDFKit writes. */
function unicodeMap(cmap: string): ReadonlyMap<number, string> {
  const map = new Map<number, string>();
  for (const [, start = '', items = ''] of cmap.matchAll(/<(\w+)>\s*<\w+>\s*\[([^\]]*)\]/g)) {
    [...items.matchAll(/<([^>]*)>/g)].forEach(([, hex = ''], index) => {
      const utf16 = Buffer.from(hex.replace(/\s/g, ''), 'hex').swap16().toString('utf16le');
      map.set(parseInt(start, 16) + index, utf16);
    });
  }
  return map;
}
