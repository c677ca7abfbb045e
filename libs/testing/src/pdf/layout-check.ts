import { readPdfFile } from './pdf-file';
import { pdfWordBoxes, type WordBox } from './poppler';
import { readStructure, type Structure, type StructureElement } from './structure-tree';

/**
 * What a typesetter would send back: a heading, a caption or the head of a table as the last thing of a page, a line of
 * a paragraph alone at the foot or the head of one, words set over each other. Empty when there is nothing. The
 * document must flow in one column, top to bottom. Needs qpdf and poppler.
 */
export function layoutCheck(bytes: Uint8Array): readonly string[] {
  const structure = readStructure(readPdfFile(bytes));
  const pages = [...structure.contents.keys()];
  const flow = structure.roots.flatMap(contentOf);
  return [
    ...strandedHeads(flow, pages),
    ...loneLines(flow, structure),
    ...overlaps(pdfWordBoxes(bytes)),
  ];
}

/** A piece of content in reading order. */
interface Piece {
  readonly element: StructureElement;
  readonly page: string;
  readonly mcid: number;
}

function contentOf(element: StructureElement): readonly Piece[] {
  return element.kids.flatMap((kid) => {
    if ('type' in kid) return contentOf(kid);
    return 'mcid' in kid ? [{ element, page: kid.page, mcid: kid.mcid }] : [];
  });
}

function ancestor(
  element: StructureElement | undefined,
  isWanted: (element: StructureElement) => boolean,
): StructureElement | undefined {
  if (element === undefined || isWanted(element)) return element;
  return ancestor(element.parent, isWanted);
}

const isHead = ({ type, parent }: StructureElement): boolean =>
  /^(H\d?|THead)$/.test(type) || (type === 'Caption' && parent?.type === 'Table');

function strandedHeads(flow: readonly Piece[], pages: readonly string[]): readonly string[] {
  const lastOfPage = new Map(flow.map((piece) => [piece.page, piece]));
  return [...lastOfPage.values()].flatMap((piece) => {
    const head = ancestor(piece.element, isHead);
    if (head === undefined || piece === flow.at(-1)) return [];
    return [`page ${pages.indexOf(piece.page) + 1} ends with a ${head.type}`];
  });
}

const PARAGRAPHS = new Set(['P', 'LBody', 'BlockQuote']);
// A row that is higher than a page is cut where the page ends.
const isCell = ({ type }: StructureElement): boolean => type === 'TD' || type === 'TH';

function loneLines(flow: readonly Piece[], { contents }: Structure): readonly string[] {
  const pages = [...contents.keys()];
  const linesOf = new Map<StructureElement, Map<string, number[]>>();
  for (const { element, page, mcid } of flow) {
    const paragraph = ancestor(element, ({ type }) => PARAGRAPHS.has(type));
    if (paragraph === undefined || ancestor(paragraph, isCell) !== undefined) continue;
    const lines = linesOf.get(paragraph) ?? new Map<string, number[]>();
    linesOf.set(paragraph, lines);
    const parts = contents.get(page)?.parts.filter((part) => part.mcid === mcid) ?? [];
    const baselines = parts.flatMap((part) => part.baselines);
    lines.set(page, [...(lines.get(page) ?? []), ...baselines]);
  }
  return [...linesOf.values()].flatMap((lines) => {
    const split = [...lines].filter(([, baselines]) => baselines.length > 0);
    if (split.length < 2) return [];
    return [split[0], split.at(-1)].flatMap((part) =>
      part !== undefined && lineCount(part[1]) < 2
        ? [`one line of a paragraph stands alone on page ${pages.indexOf(part[0]) + 1}`]
        : [],
    );
  });
}

// Superscripts stand less than this above their line, and the lines of the smallest print more than this apart.
const SAME_LINE = 6;

function lineCount(baselines: readonly number[]): number {
  const sorted = [...baselines].sort((a, b) => a - b);
  return sorted.filter((y, index) => index === 0 || y - (sorted[index - 1] ?? 0) > SAME_LINE)
    .length;
}

// The boxes hold the whole height of the font; letters fill its middle. Words of one line may touch.
const [SHARE_OF_LETTERS, TOUCH] = [0.4, 1.5];

function overlaps(words: readonly WordBox[]): readonly string[] {
  const byPage = new Map<number, WordBox[]>();
  for (const word of words) byPage.set(word.page, [...(byPage.get(word.page) ?? []), core(word)]);
  return [...byPage].flatMap(([page, boxes]) => {
    const sorted = boxes.sort((a, b) => a.top - b.top);
    return sorted.flatMap((box, index) => {
      const over: string[] = [];
      for (let next = index + 1; next < sorted.length; next += 1) {
        const other = sorted[next];
        if (other === undefined || other.top >= box.bottom) break;
        if (Math.min(box.right, other.right) - Math.max(box.left, other.left) > TOUCH)
          over.push(`page ${page}: ${box.word} and ${other.word} are set over each other`);
      }
      return over;
    });
  });
}

function core(word: WordBox): WordBox {
  const inset = ((word.bottom - word.top) * (1 - SHARE_OF_LETTERS)) / 2;
  return { ...word, top: word.top + inset, bottom: word.bottom - inset };
}
