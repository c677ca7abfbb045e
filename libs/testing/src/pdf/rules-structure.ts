import { type PdfDictionary, stringOf } from './pdf-file';
import { type CheckedDocument, isLanguage, type Rule, unless } from './rule';
import { childrenOf, type StructureElement } from './structure-tree';

/** Rules of the structure tree: known types, nesting, headings, tables, lists, figures, languages. */
export const structureRules: readonly Rule[] = [
  {
    id: '7.1-5',
    meaning: 'types are standard ones',
    check: each((element) => unless(STANDARD_TYPES.has(element.type), describe(element))),
  },
  {
    id: '7.1-12',
    meaning: 'elements name the element that holds them',
    check: ({ file, structure }) =>
      structure.elements.flatMap((element) => {
        const holder = element.parent?.reference ?? file.catalog['/StructTreeRoot'];
        return unless(element.dictionary['/P'] === holder, describe(element));
      }),
  },
  {
    id: '7.1-7',
    meaning: 'no standard type is mapped to another',
    check: ({ file }) => {
      const map = file.dictionary(file.dictionary(file.catalog['/StructTreeRoot'])['/RoleMap']);
      return Object.keys(map).filter((name) => STANDARD_TYPES.has(name.slice(1)));
    },
  },
  inside('7.2-4', 'TR', ['Table', 'THead', 'TBody', 'TFoot']),
  inside('7.2-5', 'THead', ['Table']),
  inside('7.2-6', 'TBody', ['Table']),
  inside('7.2-8', 'TH', ['TR']),
  inside('7.2-9', 'TD', ['TR']),
  inside('7.2-17', 'LI', ['L']),
  inside('7.2-18', 'LBody', ['LI']),
  inside('7.2-26', 'TOCI', ['TOC']),
  holds('7.2-3', 'Table', ['TR', 'THead', 'TBody', 'TFoot', 'Caption']),
  holds('7.2-10', 'TR', ['TH', 'TD']),
  holds('7.2-36', 'THead', ['TR']),
  holds('7.2-37', 'TBody', ['TR']),
  holds('7.2-19', 'L', ['L', 'LI', 'Caption']),
  holds('7.2-20', 'LI', ['Lbl', 'LBody']),
  holds('7.2-27', 'TOC', ['TOC', 'TOCI', 'Caption']),
  {
    id: '7.2-11',
    meaning: 'a table has at most one THead and needs a TBody with it',
    check: ofType('Table', (table) => {
      const types = childrenOf(table).map((child) => child.type);
      const heads = types.filter((type) => type === 'THead').length;
      return unless(heads === 0 || (heads === 1 && types.includes('TBody')), describe(table));
    }),
  },
  {
    id: '7.2-16',
    meaning: 'a table has at most one caption',
    check: ofType('Table', (table) => {
      const captions = childrenOf(table).filter(({ type }) => type === 'Caption');
      return unless(captions.length <= 1, describe(table));
    }),
  },
  {
    id: '7.2-39',
    meaning: 'a caption is the first or the last part of its table',
    check: ofType('Table', (table) => {
      const types = childrenOf(table).map((child) => child.type);
      const at = types.indexOf('Caption');
      return unless(at <= 0 || at === types.length - 1, describe(table));
    }),
  },
  {
    id: '7.2-43',
    meaning: 'rows of a table have the same number of columns',
    check: ofType('Table', irregularRows),
  },
  {
    id: '7.5-1',
    meaning: 'tables have header cells, each with its scope',
    check: ofType('Table', (table) => {
      const headers = rowsOf(table)
        .flatMap((row) => childrenOf(row))
        .filter((cell) => cell.type === 'TH');
      return unless(
        headers.length > 0 && headers.every((cell) => 'Scope' in attributesOf(cell)),
        describe(table),
      );
    }),
  },
  {
    id: '7.3-1',
    meaning: 'figures have a text alternative',
    check: ofType('Figure', ({ dictionary, ...rest }) => {
      const text = stringOf(dictionary['/Alt']) ?? stringOf(dictionary['/ActualText']) ?? '';
      return unless(text.trim() !== '', describe({ dictionary, ...rest }));
    }),
  },
  {
    id: 'figure-bounds',
    meaning: 'figures state where on the page they stand',
    check: ofType('Figure', (figure) => unless('BBox' in attributesOf(figure), describe(figure))),
  },
  { id: '7.4.2-1', meaning: 'headings begin with H1 and skip no level', check: skippedHeadings },
  {
    id: '7.4.4-1',
    meaning: 'numbered and unnumbered headings are not mixed',
    check: ({ structure }) => {
      const types = structure.elements.map((element) => element.type);
      return unless(!(types.includes('H') && types.some((type) => /^H\d$/.test(type))), 'H');
    },
  },
  {
    id: '7.9-1',
    meaning: 'notes have an id of their own',
    check: ({ structure }) => {
      const notes = structure.elements.filter((element) => element.type === 'Note');
      const ids = notes.map((note) => stringOf(note.dictionary['/ID']));
      return unless(!ids.includes(undefined) && new Set(ids).size === ids.length, 'Note');
    },
  },
  {
    id: '7.2-29',
    meaning: 'languages are language tags',
    check: each((element) => {
      const { '/Lang': lang } = element.dictionary;
      return unless(lang === undefined || isLanguage(stringOf(lang)), describe(element));
    }),
  },
  {
    id: 'list-numbering',
    meaning: 'lists with labels say how they are numbered',
    check: ofType('L', (list) => {
      const hasLabels = childrenOf(list)
        .flatMap(childrenOf)
        .some((part) => part.type === 'Lbl');
      return unless(!hasLabels || 'ListNumbering' in attributesOf(list), describe(list));
    }),
  },
  {
    id: 'empty-element',
    meaning: 'elements hold something, cells apart',
    check: each((element) =>
      unless(
        element.kids.length > 0 || ['TD', 'TH', 'TR', 'Document'].includes(element.type),
        describe(element),
      ),
    ),
  },
];

const STANDARD_TYPES = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 ' +
    'L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot ' +
    'Ruby Warichu RB RT RP WT WP Figure Formula Form'
  ).split(' '),
);

function each(check: (element: StructureElement) => readonly string[]): Rule['check'] {
  return ({ structure }) => structure.elements.flatMap(check);
}

function ofType(
  type: string,
  check: (element: StructureElement) => readonly string[],
): Rule['check'] {
  return each((element) => (element.type === type ? check(element) : []));
}

function inside(id: string, type: string, parents: readonly string[]): Rule {
  return {
    id,
    meaning: `${type} stands in ${parents.join(', ')}`,
    check: ofType(type, (element) =>
      unless(parents.includes(element.parent?.type ?? ''), describe(element)),
    ),
  };
}

function holds(id: string, type: string, kids: readonly string[]): Rule {
  return {
    id,
    meaning: `${type} holds only ${kids.join(', ')}`,
    check: ofType(type, (element) =>
      element.kids.flatMap((kid) =>
        unless(
          'type' in kid && kids.includes(kid.type),
          `${describe(element)}: ${'type' in kid ? kid.type : 'content'}`,
        ),
      ),
    ),
  };
}

function describe({ type, reference }: StructureElement): string {
  return `${type} ${reference}`;
}

/** Entries of all attribute objects, without the slash of their names. */
function attributesOf({ dictionary }: StructureElement): Readonly<Record<string, unknown>> {
  const { '/A': value = {} } = dictionary;
  const objects = (Array.isArray(value) ? value : [value]) as readonly PdfDictionary[];
  const entries = objects.flatMap((object) => Object.entries(object));
  return Object.fromEntries(entries.map(([key, entry]) => [key.slice(1), entry]));
}

function rowsOf(table: StructureElement): readonly StructureElement[] {
  const sections = childrenOf(table).filter(({ type }) => type !== 'Caption');
  return sections.flatMap((child) => (child.type === 'TR' ? [child] : childrenOf(child)));
}

function irregularRows(table: StructureElement): readonly string[] {
  const open: number[] = [];
  const widths = rowsOf(table).map((row) => {
    let width = open.filter((rows) => rows > 0).length;
    const started: number[] = [];
    for (const cell of childrenOf(row)) {
      const { ColSpan = 1, RowSpan = 1 } = attributesOf(cell);
      width += Number(ColSpan);
      for (let index = 0; index < Number(ColSpan); index += 1) started.push(Number(RowSpan));
    }
    const left = open.filter((rows) => rows > 0).map((rows) => rows - 1);
    open.splice(0, open.length, ...left, ...started.map((rows) => rows - 1));
    return width;
  });
  return unless(new Set(widths).size <= 1, `${describe(table)}: ${widths.join(', ')}`);
}

function skippedHeadings({ structure }: CheckedDocument): readonly string[] {
  let last = 0;
  return structure.elements.flatMap((element) => {
    const level = Number(/^H(\d)$/.exec(element.type)?.[1] ?? 0);
    if (level === 0) return [];
    const isFitting = level <= last + 1;
    last = level;
    return unless(isFitting, describe(element));
  });
}
