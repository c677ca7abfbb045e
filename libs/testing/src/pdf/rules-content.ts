import { type PdfDictionary, type PdfFile, nameOf, stringOf } from './pdf-file';
import { type CheckedDocument, type Rule, unless } from './rule';
import { type StructureElement } from './structure-tree';

/** Rules of page content, annotations and fonts. */
export const contentRules: readonly Rule[] = [
  {
    id: '7.1-3',
    meaning: 'everything painted is tagged or an artifact',
    check: ({ structure }) =>
      [...structure.contents].flatMap(([page, { parts }]) =>
        unless(
          parts.every((part) => part.owner !== 'none'),
          `page ${page}`,
        ),
      ),
  },
  {
    id: '7.1-1',
    meaning: 'artifacts and tagged content do not contain each other',
    check: ({ structure }) =>
      [...structure.contents].flatMap(([page, { nestingErrors }]) =>
        nestingErrors.map((error) => `page ${page}: ${error}`),
      ),
  },
  {
    id: 'content-owner',
    meaning: 'tagged content belongs to exactly one element',
    check: strayContent,
  },
  {
    id: 'parent-tree',
    meaning: 'the parent tree leads from content to its element',
    check: wrongParents,
  },
  {
    id: '7.18.3-1',
    meaning: 'pages with annotations are tabbed in structure order',
    check: ({ file }) =>
      file.pages.flatMap(({ reference, dictionary }) =>
        unless(!('/Annots' in dictionary) || dictionary['/Tabs'] === '/S', `page ${reference}`),
      ),
  },
  {
    id: '7.18.5-1',
    meaning: 'link annotations belong to a Link element',
    check: (document) =>
      links(document).flatMap(({ reference }) =>
        unless(
          ownersOf(document, reference).some((owner) => owner.type === 'Link'),
          reference,
        ),
      ),
  },
  {
    id: '7.18.5-2',
    meaning: 'link annotations have a description',
    check: (document) =>
      links(document).flatMap(({ reference, annotation }) =>
        unless((stringOf(annotation['/Contents']) ?? '') !== '', reference),
      ),
  },
  {
    id: 'link-page',
    meaning: 'a Link element names the page of its annotation',
    check: (document) =>
      links(document).flatMap(({ reference, page }) => {
        const kids = ownersOf(document, reference).flatMap((owner) => owner.kids);
        return unless(
          kids.every(
            (kid) => !('annotation' in kid) || kid.annotation !== reference || kid.page === page,
          ),
          reference,
        );
      }),
  },
  {
    id: 'link-parent',
    meaning: 'the parent tree leads from a link annotation to its element',
    check: (document) => {
      const tree = parentTree(document.file);
      return links(document).flatMap(({ reference, annotation }) => {
        const owner = tree.get(Number(annotation['/StructParent']));
        return unless(
          ownersOf(document, reference).some((element) => element.reference === owner),
          reference,
        );
      });
    },
  },
  {
    id: 'link-target',
    meaning: 'links lead somewhere: a URI in ASCII or a page of the document',
    check: (document) =>
      links(document).flatMap(({ reference, annotation }) =>
        unless(leadsSomewhere(document.file, annotation), reference),
      ),
  },
  {
    id: 'link-element',
    meaning: 'Link elements hold an annotation',
    check: ({ structure }) =>
      structure.elements
        .filter((element) => element.type === 'Link')
        .flatMap((element) =>
          unless(
            element.kids.some((kid) => 'annotation' in kid),
            element.reference,
          ),
        ),
  },
  {
    id: '7.18.1-2',
    meaning: 'other annotations are tagged and described',
    check: ({ file }) =>
      annotations(file)
        .filter(({ annotation }) => annotation['/Subtype'] !== '/Link')
        .flatMap(({ annotation, reference }) => unless('/Contents' in annotation, reference)),
  },
  fontRule('7.21.4.1-1', 'fonts are embedded', (font) => font.program.length > 0),
  fontRule('font-subset', 'fonts are subsets', (font) =>
    /^\/[A-Z]{6}\+/.test(nameOf(font.dictionary['/BaseFont'])),
  ),
  fontRule(
    '7.21.3.2-1',
    'CIDFontType2 fonts map codes to glyphs',
    ({ descendant }) => descendant['/Subtype'] !== '/CIDFontType2' || '/CIDToGIDMap' in descendant,
  ),
  fontRule('7.21.3.1-1', 'codes are those of Identity-H', ({ dictionary, descendant }, file) => {
    const system = file.dictionary(descendant['/CIDSystemInfo']);
    const isIdentity =
      stringOf(system['/Registry']) === 'Adobe' && stringOf(system['/Ordering']) === 'Identity';
    return isIdentity && dictionary['/Encoding'] === '/Identity-H';
  }),
  fontRule(
    '7.21.4.2-2',
    'fonts have no CIDSet, which is easily wrong',
    ({ descriptor }) => !('/CIDSet' in descriptor),
  ),
  fontRule(
    '7.21.7-1',
    'fonts map codes to Unicode',
    ({ dictionary }) => '/ToUnicode' in dictionary,
  ),
  fontRule('7.21.5-1', 'stated widths are those of the font program', hasTrueWidths),
  {
    id: '7.21.7-2',
    meaning: 'text shown has a Unicode value, or an ActualText in its place',
    check: unmappedText,
  },
  {
    id: '7.21.8-1',
    meaning: 'no missing glyph is shown',
    check: ({ structure }) =>
      [...structure.contents].flatMap(([page, { parts }]) =>
        unless(!parts.some((part) => part.hasMissingGlyph), `page ${page}`),
      ),
  },
];

function unmappedText({ structure }: CheckedDocument): readonly string[] {
  const replaced = new Set(
    structure.elements
      .filter((element) => '/ActualText' in element.dictionary)
      .flatMap((element) => element.kids)
      .map((kid) => ('mcid' in kid ? `${kid.page}/${kid.mcid}` : '')),
  );
  return [...structure.contents].flatMap(([page, { parts }]) =>
    parts.flatMap(({ hasUnmappedText, mcid }) =>
      unless(
        !hasUnmappedText || mcid === undefined || replaced.has(`${page}/${mcid}`),
        `${page}/${mcid ?? ''}`,
      ),
    ),
  );
}

interface Annotation {
  readonly reference: string;
  readonly annotation: PdfDictionary;
  readonly page: string;
}

function annotations(file: PdfFile): readonly Annotation[] {
  return file.pages.flatMap(({ reference: page, dictionary }) =>
    file.list(dictionary['/Annots']).map((value) => ({
      reference: nameOf(value),
      annotation: file.dictionary(value),
      page,
    })),
  );
}

function links({ file }: CheckedDocument): readonly Annotation[] {
  return annotations(file).filter(({ annotation }) => annotation['/Subtype'] === '/Link');
}

function ownersOf({ structure }: CheckedDocument, annotation: string): readonly StructureElement[] {
  return structure.elements.filter((element) =>
    element.kids.some((kid) => 'annotation' in kid && kid.annotation === annotation),
  );
}

function leadsSomewhere(file: PdfFile, annotation: PdfDictionary): boolean {
  const [page] = file.list(annotation['/Dest']);
  if (page !== undefined) return file.pages.some(({ reference }) => reference === page);
  const uri = stringOf(file.dictionary(annotation['/A'])['/URI']) ?? '';
  return /^[\x21-\x7e]+$/.test(uri);
}

/** Struct parent keys with the element, or the elements by MCID, that they lead to. */
function parentTree(file: PdfFile): ReadonlyMap<number, unknown> {
  const root = file.dictionary(file.catalog['/StructTreeRoot']);
  const nums = file.list(file.dictionary(root['/ParentTree'])['/Nums']);
  const entries = new Map<number, unknown>();
  for (let index = 0; index + 1 < nums.length; index += 2)
    entries.set(Number(nums[index]), nums[index + 1]);
  return entries;
}

function strayContent({ structure }: CheckedDocument): readonly string[] {
  const owned = new Map<string, number>();
  for (const element of structure.elements) {
    for (const kid of element.kids) {
      if (!('mcid' in kid)) continue;
      const key = `${kid.page}/${kid.mcid}`;
      owned.set(key, (owned.get(key) ?? 0) + 1);
    }
  }
  return [...structure.contents].flatMap(([page, { parts }]) =>
    parts.flatMap(({ mcid }) => {
      const key = `${page}/${mcid ?? ''}`;
      return unless(mcid === undefined || owned.get(key) === 1, key);
    }),
  );
}

function wrongParents({ file, structure }: CheckedDocument): readonly string[] {
  const tree = parentTree(file);
  const keys = new Map(
    file.pages.map(({ reference, dictionary }) => [
      reference,
      Number(dictionary['/StructParents']),
    ]),
  );
  return structure.elements.flatMap((element) =>
    element.kids.flatMap((kid) => {
      if (!('mcid' in kid)) return [];
      const row = tree.get(keys.get(kid.page) ?? -1);
      const owner = file.list(row as string)[kid.mcid];
      return unless(owner === element.reference, `${kid.page}/${kid.mcid}`);
    }),
  );
}

interface FontParts {
  readonly dictionary: PdfDictionary;
  readonly descendant: PdfDictionary;
  readonly descriptor: PdfDictionary;
  readonly program: Buffer;
}

function fontRule(
  id: string,
  meaning: string,
  isMet: (font: FontParts, file: PdfFile) => boolean,
): Rule {
  return {
    id,
    meaning,
    check: ({ file }) =>
      [...file.objects].flatMap(([reference, value]) => {
        const dictionary = file.dictionary(value);
        const isTopFont =
          dictionary['/Type'] === '/Font' && !nameOf(dictionary['/Subtype']).startsWith('/CID');
        return isTopFont ? unless(isMet(partsOf(file, dictionary), file), reference) : [];
      }),
  };
}

function partsOf(file: PdfFile, dictionary: PdfDictionary): FontParts {
  const [first] = file.list(dictionary['/DescendantFonts']);
  const descendant = file.dictionary(first);
  const descriptor = file.dictionary(
    descendant['/FontDescriptor'] ?? dictionary['/FontDescriptor'],
  );
  const program = file.stream(descriptor['/FontFile2'] ?? descriptor['/FontFile3']);
  return { dictionary, descendant, descriptor, program };
}

function hasTrueWidths({ descendant, program }: FontParts, file: PdfFile): boolean {
  if (program.length === 0) return false;
  const advances = advancesOf(program);
  const stated = file.list(descendant['/W']);
  return stated.every((start, at) => {
    if (at % 2 === 1) return true;
    const widths = file.list(stated[at + 1]).map(Number);
    return widths.every((width, index) => {
      const advance = advances(Number(start) + index);
      return Math.abs(advance - width) <= 1;
    });
  });
}

/** Advance widths in thousandths of the em, from the tables head, hhea and hmtx of a TrueType file. */
function advancesOf(program: Buffer): (glyph: number) => number {
  const tables = new Map<string, number>();
  for (let index = 0; index < program.readUInt16BE(4); index += 1) {
    const entry = 12 + index * 16;
    tables.set(program.toString('latin1', entry, entry + 4), program.readUInt32BE(entry + 8));
  }
  const unitsPerEm = program.readUInt16BE((tables.get('head') ?? 0) + 18);
  const metrics = program.readUInt16BE((tables.get('hhea') ?? 0) + 34);
  const start = tables.get('hmtx') ?? 0;
  return (glyph) => {
    const advance = program.readUInt16BE(start + Math.min(glyph, metrics - 1) * 4);
    return (advance * 1000) / unitsPerEm;
  };
}
