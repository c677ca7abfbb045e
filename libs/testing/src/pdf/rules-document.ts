import { type PdfDictionary, type PdfFile, nameOf, stringOf } from './pdf-file';
import { type CheckedDocument, isLanguage, type Rule, unless } from './rule';

/** Rules of the catalog, the metadata, the outline, the attachments and the trailer. */
export const documentRules: readonly Rule[] = [
  {
    id: '5-1',
    meaning: 'XMP claims PDF/UA-1',
    check: ({ file }) => unless(/<pdfuaid:part>1<|pdfuaid:part="1"/.test(xmp(file)), 'XMP'),
  },
  {
    id: '6.2-1',
    meaning: 'the file is marked as tagged',
    check: ({ file }) =>
      unless(file.dictionary(file.catalog['/MarkInfo'])['/Marked'] === true, 'MarkInfo'),
  },
  {
    id: '7.1-4',
    meaning: 'tags are not suspect',
    check: ({ file }) =>
      unless(file.dictionary(file.catalog['/MarkInfo'])['/Suspects'] !== true, 'MarkInfo'),
  },
  {
    id: '7.1-8',
    meaning: 'the catalog has XMP metadata, in plain bytes',
    check: ({ file }) => {
      const metadata = file.dictionary(file.catalog['/Metadata']);
      return unless(metadata['/Subtype'] === '/XML', 'Metadata');
    },
  },
  {
    id: 'xmp-well-formed',
    meaning: 'XMP is well-formed XML',
    check: ({ file }) => unless(isBalancedXml(xmp(file)), 'XMP'),
  },
  {
    id: '7.1-9',
    meaning: 'XMP has a title equal to that of the info dictionary',
    check: ({ file }) => {
      const title = /<dc:title>[\s\S]*?<rdf:li[^>]*>([\s\S]*?)<\/rdf:li>/.exec(xmp(file))?.[1];
      const info = stringOf(file.resolve(file.dictionary(file.trailer['/Info'])['/Title']));
      return unless(title !== undefined && title !== '' && unescapeXml(title) === info, 'dc:title');
    },
  },
  {
    id: '7.1-10',
    meaning: 'viewers show the title',
    check: ({ file }) => {
      const preferences = file.dictionary(file.catalog['/ViewerPreferences']);
      return unless(preferences['/DisplayDocTitle'] === true, 'ViewerPreferences');
    },
  },
  {
    id: '7.1-11',
    meaning: 'there is a structure tree with content',
    check: ({ structure }) => unless(structure.elements.length > 0, 'StructTreeRoot'),
  },
  {
    id: '7.2-34',
    meaning: 'the document has a language',
    check: ({ file }) => unless(isLanguage(stringOf(file.catalog['/Lang'])), 'Catalog'),
  },
  {
    id: 'pdfa-identification',
    meaning: 'XMP claims PDF/A-3, level A',
    check: ({ file }) =>
      unless(/<pdfaid:part>3</.test(xmp(file)) && /<pdfaid:conformance>A</.test(xmp(file)), 'XMP'),
  },
  {
    id: 'pdfa-extension-schema',
    meaning: 'XMP describes the PDF/UA schema, which PDF/A-3 does not predefine',
    check: ({ file }) =>
      unless(xmp(file).includes('namespaceURI>http://www.aiim.org/pdfua/ns/id/<'), 'XMP'),
  },
  {
    id: 'pdfa-output-intent',
    meaning: 'colours have an output intent with a profile',
    check: ({ file }) => {
      const intents = file.list(file.catalog['/OutputIntents']).map(file.dictionary);
      return unless(
        intents.some((intent) => '/DestOutputProfile' in intent),
        'OutputIntents',
      );
    },
  },
  {
    id: 'pdfa-file-id',
    meaning: 'the trailer has a file identifier and no encryption',
    check: ({ file }) => unless('/ID' in file.trailer && !('/Encrypt' in file.trailer), 'trailer'),
  },
  {
    id: '7.11-1',
    meaning: 'attachments have both names, a description and a relationship, and are listed in AF',
    check: attachmentsWithout,
  },
  {
    id: 'outline-count',
    meaning: 'each open outline item counts its descendants',
    check: outlineCounts,
  },
  {
    id: 'page-labels',
    meaning: 'pages have labels',
    check: ({ file }) => unless('/PageLabels' in file.catalog, 'Catalog'),
  },
  {
    id: '7.10-1',
    meaning: 'no optional content hides anything',
    check: ({ file }) => unless(!('/OCProperties' in file.catalog), 'Catalog'),
  },
];

function xmp(file: PdfFile): string {
  return file.stream(file.catalog['/Metadata']).toString('utf8');
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function unescapeXml(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

function isBalancedXml(xml: string): boolean {
  const open: string[] = [];
  const rest = xml.replace(/<\?[\s\S]*?\?>/g, '').replace(/&(?:amp|lt|gt|quot|apos|#\d+);/g, '');
  const text = rest.replace(
    /<(\/?)([\w:]+)(?:\s+[\w:]+="[^"<]*")*\s*(\/?)>/g,
    (_, end, name, empty) => {
      if (end === '/') return open.pop() === name ? '' : '<';
      if (empty !== '/') open.push(String(name));
      return '';
    },
  );
  return xml !== '' && open.length === 0 && !/[<&]/.test(text);
}

function attachmentsWithout({ file }: CheckedDocument): readonly string[] {
  const listed = file.list(file.catalog['/AF']);
  const tree = file.dictionary(file.dictionary(file.catalog['/Names'])['/EmbeddedFiles']);
  const named = file.list(tree['/Names']).filter((_, index) => index % 2 === 1);
  return named.flatMap((reference) => {
    const spec = file.dictionary(reference);
    const isComplete = ['/F', '/UF', '/Desc', '/AFRelationship', '/EF'].every((key) => key in spec);
    const embedded = file.dictionary(file.dictionary(spec['/EF'])['/F']);
    const isTyped = '/Subtype' in embedded && '/ModDate' in file.dictionary(embedded['/Params']);
    return unless(isComplete && isTyped && listed.includes(reference), nameOf(reference));
  });
}

function outlineCounts({ file }: CheckedDocument): readonly string[] {
  if (!('/Outlines' in file.catalog)) return [];
  const wrong: string[] = [];
  const visit = (item: PdfDictionary): number => {
    let count = 0;
    let next = item['/First'];
    while (next !== undefined) {
      const child = file.dictionary(next);
      count += 1 + visit(child);
      if (stringOf(child['/Title']) === undefined) wrong.push('Title');
      next = child['/Next'];
    }
    if (count > 0 && item['/Count'] !== count) wrong.push(`${count} descendants`);
    return count;
  };
  visit(file.dictionary(file.catalog['/Outlines']));
  return wrong;
}
