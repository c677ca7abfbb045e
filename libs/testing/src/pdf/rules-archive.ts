import { type PdfDictionary, type PdfFile, type PdfValue, nameOf, stringOf } from './pdf-file';
import { type CheckedDocument, type Rule, unless } from './rule';

/** Rules of PDF/A-3a beyond those that PDF/UA-1 has too; ids are clauses of ISO 19005-3. */
export const archiveRules: readonly Rule[] = [
  {
    id: 'a-6.1.13-string',
    meaning: 'strings have at most 32,767 bytes',
    check: ({ file }) =>
      dictionariesOf(file).flatMap(([reference, entry]) =>
        unless(Math.max(0, ...stringLengths(entry)) <= LONGEST_STRING, reference),
      ),
  },
  {
    id: 'a-6.1.13-page',
    meaning: 'pages measure between 3 and 14,400 points on each side',
    check: ({ file }) =>
      file.pages.flatMap(({ reference, dictionary }) => {
        const [left = 0, bottom = 0, right = 0, top = 0] = file
          .list(dictionary['/MediaBox'])
          .map(Number);
        const isFitting = (side: number): boolean => side >= 3 && side <= 14_400;
        return unless(isFitting(right - left) && isFitting(top - bottom), reference);
      }),
  },
  {
    id: 'a-6.2.10',
    meaning: 'nothing is transparent, and pages blend in no space of their own',
    check: ({ file }) =>
      dictionariesOf(file).flatMap(([reference, entry]) => {
        const alphas = [entry['/ca'] ?? 1, entry['/CA'] ?? 1];
        const isOpaque = alphas.every((alpha) => alpha === 1) && !('/SMask' in entry);
        return unless(isOpaque && !('/Group' in entry), reference);
      }),
  },
  {
    id: 'a-6.2.4.3',
    meaning: 'colours are those of the output intent: RGB and grey',
    check: ({ file, structure }) => {
      const [intent] = file.list(file.catalog['/OutputIntents']).map(file.dictionary);
      const profile = file.dictionary(intent?.['/DestOutputProfile']);
      return [...structure.contents].flatMap(([page, { operators }]) =>
        unless(profile['/N'] === 3 && !FOREIGN.some((name) => operators.has(name)), page),
      );
    },
  },
  {
    id: 'a-6.2.11.7.3',
    meaning: 'characters of private use have an ActualText in their place',
    check: privateCharacters,
  },
  {
    id: 'a-6.3.2',
    meaning: 'annotations are printed and not hidden',
    check: ({ file }) =>
      dictionariesOf(file).flatMap(([reference, entry]) => {
        if (entry['/Type'] !== '/Annot') return [];
        return unless((Number(entry['/F'] ?? 0) & FLAGS) === PRINTED, reference);
      }),
  },
  {
    id: 'a-6.5.1',
    meaning: 'nothing acts by itself, and links only lead to an address or a place',
    check: ({ file }) =>
      dictionariesOf(file).flatMap(([reference, entry]) => {
        const kind = nameOf(file.dictionary(entry['/A'])['/S']);
        const isLink = !('/A' in entry) || entry['/Type'] !== '/Annot' || ACTIONS.has(kind);
        return unless(isLink && !('/AA' in entry) && !('/OpenAction' in entry), reference);
      }),
  },
  {
    id: 'a-6.6.2.3.1',
    meaning: 'XMP uses schemas that PDF/A knows or that it describes',
    check: ({ file }) => {
      const xmp = file.stream(file.catalog['/Metadata']).toString('utf8');
      const used = [...xmp.matchAll(/xmlns:\w+="([^"]*)"/g)].map(([, name = '']) => name);
      const described = [...xmp.matchAll(/namespaceURI>([^<]*)</g)].map(([, name = '']) => name);
      return used.filter((name) => !SCHEMAS.test(name) && !described.includes(name));
    },
  },
  {
    id: 'a-6.8',
    meaning: 'attachments name their media type, their relationship and their size',
    check: ({ file }) =>
      dictionariesOf(file).flatMap(([reference, entry]) => {
        if (entry['/Type'] !== '/Filespec') return [];
        const embedded = file.dictionary(file.dictionary(entry['/EF'])['/F']);
        const size = file.dictionary(embedded['/Params'])['/Size'];
        const isWhole = size === file.stream(file.dictionary(entry['/EF'])['/F']).length;
        const isTyped = /^\/[\w.+-]+(\/|#2F)[\w.+-]+$/.test(nameOf(embedded['/Subtype']));
        const isRelated = RELATIONS.has(nameOf(entry['/AFRelationship']));
        return unless(isWhole && isTyped && isRelated, reference);
      }),
  },
];

const LONGEST_STRING = 32_767;
const FOREIGN = ['k', 'K', 'cs', 'CS', 'sh'];
// Invisible, hidden, printed, not viewed, viewed in turn.
const [FLAGS, PRINTED] = [1 | 2 | 4 | 32 | 256, 4];
const ACTIONS = new Set(['/URI', '/GoTo']);
const RELATIONS = new Set(['/Source', '/Data', '/Alternative', '/Supplement', '/Unspecified']);
const SCHEMAS =
  /^(http:\/\/purl\.org\/dc\/elements\/1\.1\/|http:\/\/ns\.adobe\.com\/(xap\/1\.0\/(\w+\/)*|pdf\/1\.3\/)|http:\/\/www\.aiim\.org\/pdfa\/ns\/(id\/|extension\/|schema#|property#|type#|field#)|http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#|adobe:ns:meta\/)$/;

/** The dictionaries of all objects, also those of streams; not the trailer, whose data are not kept as strings. */
function dictionariesOf(file: PdfFile): readonly (readonly [string, PdfDictionary])[] {
  return [...file.objects.keys()].map(
    (reference) => [reference, file.dictionary(reference)] as const,
  );
}

function stringLengths(value: PdfValue): readonly number[] {
  if (typeof value === 'string') {
    const text = stringOf(value);
    if (text === undefined) return [];
    return [/^[\0-\x7f]*$/.test(text) ? text.length : 2 + 2 * text.length];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringLengths);
}

function privateCharacters({ structure }: CheckedDocument): readonly string[] {
  const replaced = new Set(
    structure.elements
      .filter(({ dictionary }) => '/ActualText' in dictionary)
      .flatMap(({ kids }) => kids)
      .map((kid) => ('mcid' in kid ? `${kid.page}/${kid.mcid}` : '')),
  );
  return [...structure.contents].flatMap(([page, { parts }]) =>
    parts.flatMap(({ text, mcid }) => {
      const place = `${page}/${mcid ?? ''}`;
      return unless(!/\p{Private_Use}/u.test(text) || replaced.has(place), place);
    }),
  );
}
