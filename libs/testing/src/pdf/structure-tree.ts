import { type PdfDictionary, type PdfFile, type PdfValue, nameOf, stringOf } from './pdf-file';
import { type PageContent, readPageContent } from './page-content';

export interface StructureElement {
  readonly reference: string;
  readonly type: string;
  readonly dictionary: PdfDictionary;
  readonly parent: StructureElement | undefined;
  readonly kids: readonly StructureKid[];
}

type StructureKid =
  | StructureElement
  | { readonly page: string; readonly mcid: number }
  | { readonly page: string; readonly annotation: string };

export interface Structure {
  readonly roots: readonly StructureElement[];
  /** All elements, depth first, in reading order. */
  readonly elements: readonly StructureElement[];
  readonly contents: ReadonlyMap<string, PageContent>;
}

export function readStructure(file: PdfFile): Structure {
  const root = file.dictionary(file.catalog['/StructTreeRoot']);
  const roots = file.list(root['/K']).map((kid) => readElement(file, kid, undefined));
  const contents = new Map(
    file.pages.map((page) => [page.reference, readPageContent(file, page.dictionary)] as const),
  );
  return { roots, elements: roots.flatMap(withDescendants), contents };
}

function withDescendants(element: StructureElement): readonly StructureElement[] {
  return [element, ...childrenOf(element).flatMap(withDescendants)];
}

export function childrenOf(element: StructureElement): readonly StructureElement[] {
  return element.kids.filter((kid): kid is StructureElement => 'type' in kid);
}

function readElement(
  file: PdfFile,
  value: PdfValue,
  parent: StructureElement | undefined,
): StructureElement {
  const dictionary = file.dictionary(value);
  const element = {
    reference: nameOf(value),
    type: nameOf(dictionary['/S']).slice(1),
    dictionary,
    parent,
    kids: [] as StructureKid[],
  };
  for (const kid of file.list(dictionary['/K'])) element.kids.push(readKid(file, kid, element));
  return element;
}

function readKid(file: PdfFile, value: PdfValue, parent: StructureElement): StructureKid {
  const page = nameOf(parent.dictionary['/Pg']);
  if (typeof value === 'number') return { page, mcid: value };
  const kid = file.dictionary(value);
  const ownPage = nameOf(kid['/Pg'] ?? page);
  if (kid['/Type'] === '/MCR') return { page: ownPage, mcid: Number(kid['/MCID']) };
  if (kid['/Type'] === '/OBJR') return { page: ownPage, annotation: nameOf(kid['/Obj']) };
  return readElement(file, value, parent);
}

/** The text that the structure tree gives a reader, in its order; an ActualText stands for what it replaces. */
export function structureText({ roots, contents }: Structure): string {
  const textOf = (element: StructureElement): string => {
    const actual = stringOf(element.dictionary['/ActualText']);
    if (actual !== undefined) return actual;
    const inner = element.kids.map((kid) => {
      if ('type' in kid) return textOf(kid);
      if ('annotation' in kid) return '';
      const parts = contents.get(kid.page)?.parts ?? [];
      return parts
        .filter((part) => part.mcid === kid.mcid)
        .map((part) => part.text)
        .join('');
    });
    return INLINE.has(element.type) ? inner.join('') : `${inner.join('')}\n`;
  };
  return roots.map(textOf).join('\n');
}

const INLINE = new Set(['Span', 'Link', 'Quote', 'Code', 'Reference']);
