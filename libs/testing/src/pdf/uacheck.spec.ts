import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseTheme, renderPdf } from '@wirebrief/rendering';
import PDFDocument from 'pdfkit';

import {
  type PdfDictionary,
  type PdfFile,
  pdfFileOf,
  type PdfValue,
  readPdfFile,
} from './pdf-file';
import { uaCheck, uaCheckFile, uaRules } from './uacheck';

const HTML = `<html lang="en"><body><h1 id="top">Title</h1><h2>Part</h2>
<p>Text with a <a href="https://example.org/">link</a>, one <a href="#top">inside</a>, <bdi lang="ps">زمري</bdi> and 😀.</p>
<ol><li>One</li></ol>
<table><caption>Table <q>of <b>letters</b></q></caption><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>
<tbody><tr><th scope="row">x</th><td>y</td></tr><tr><td colspan="2">z</td></tr></tbody></table>
<svg viewBox="0 0 10 10" aria-label="A square"><rect width="5" height="5"/></svg>
<nav role="doc-toc"><ol><li><a href="#top">Title</a></li></ol></nav></body></html>`;

let sound: PdfFile;

beforeAll(async () => {
  const theme = join(__dirname, '../../../../templates/briefing/theme.json');
  const bytes = await renderPdf(HTML, {
    theme: parseTheme(JSON.parse(readFileSync(theme, 'utf8'))),
    meta: { title: 'A & B', language: 'en', createdAt: '2021-09-17T18:00:00Z' },
    attachment: {
      name: 'edition.json',
      bytes: Buffer.from('{}'),
      mediaType: 'application/json',
      description: 'The edition as data',
      modifiedAt: '2021-09-17T18:00:00Z',
    },
  });
  sound = readPdfFile(bytes);
});

/** A copy of the sound file with `change` applied to each dictionary; undefined keeps it. */
function altered(change: Change): PdfFile {
  const objects = [...sound.objects].map(([reference, value]) => {
    const isDictionary = value !== null && typeof value === 'object' && !Array.isArray(value);
    return [
      reference,
      isDictionary ? alteredObject(value as PdfDictionary, reference, change) : value,
    ] as const;
  });
  return pdfFileOf(new Map(objects));
}

function alteredObject(value: PdfDictionary, reference: string, change: Change): PdfDictionary {
  const { dict, data } = value;
  if (dict === undefined) return change(value, reference) ?? value;
  const changed = change(dict as PdfDictionary, reference) ?? (dict as PdfDictionary);
  return { dict: changed, data: changed['data'] ?? data ?? '' };
}

const without = (dictionary: PdfDictionary, key: string): PdfDictionary =>
  Object.fromEntries(Object.entries(dictionary).filter(([name]) => name !== key));

const ofType =
  (type: string, change: (dictionary: PdfDictionary) => PdfDictionary) =>
  (dictionary: PdfDictionary): PdfDictionary | undefined =>
    dictionary['/S'] === `/${type}` ||
    dictionary['/Type'] === `/${type}` ||
    dictionary['/Subtype'] === `/${type}`
      ? change(dictionary)
      : undefined;

const dropping = (type: string, key: string): Change =>
  ofType(type, (entry) => without(entry, key));
const setting = (type: string, key: string, value: PdfValue): Change =>
  ofType(type, (entry) => ({ ...entry, [key]: value }));
const renaming = (type: string, name: string): Change => setting(type, '/S', `/${name}`);

/** Replaces text in the decoded streams of one type. */
const editing =
  (isMeant: (dictionary: PdfDictionary) => boolean, from: RegExp, to: string): Change =>
  (dictionary, reference) => {
    if (!isMeant(dictionary)) return undefined;
    const text = sound.stream(reference).toString('latin1').replace(from, to);
    return { ...dictionary, data: Buffer.from(text, 'latin1').toString('base64') };
  };
const inXmp = (from: RegExp, to: string): Change =>
  editing((entry) => entry['/Subtype'] === '/XML', from, to);
const inPage = (from: RegExp, to: string): Change =>
  editing(
    (entry) => Object.keys(entry).every((key) => ['/Length', '/Filter'].includes(key)),
    from,
    to,
  );

type Change = (dictionary: PdfDictionary, reference: string) => PdfDictionary | undefined;

const broken: readonly (readonly [string, string, Change])[] = [
  ['5-1', 'no claim to be PDF/UA', inXmp(/<pdfuaid:part>1/, '<pdfuaid:part>2')],
  [
    '6.2-1',
    'no mark as tagged',
    (entry) => ('/Marked' in entry ? { '/Marked': false } : undefined),
  ],
  [
    '7.1-4',
    'suspect tags',
    (entry) => ('/Marked' in entry ? { ...entry, '/Suspects': true } : undefined),
  ],
  ['7.1-8', 'no metadata', dropping('Catalog', '/Metadata')],
  ['xmp-well-formed', 'an unescaped title', inXmp(/A &amp; B/, 'A & B')],
  ['7.1-9', 'another title in the metadata', inXmp(/A &amp; B/, 'C')],
  ['7.1-10', 'the file name for a title', dropping('Catalog', '/ViewerPreferences')],
  ['7.1-11', 'no structure tree', dropping('Catalog', '/StructTreeRoot')],
  ['7.2-34', 'no language', dropping('Catalog', '/Lang')],
  [
    'pdfa-identification',
    'no claim to be PDF/A',
    inXmp(/<pdfaid:conformance>A/, '<pdfaid:conformance>B'),
  ],
  [
    'pdfa-extension-schema',
    'no schema for the claim',
    inXmp(/namespaceURI>http/, 'namespaceURI>ftp'),
  ],
  ['pdfa-output-intent', 'no output intent', dropping('Catalog', '/OutputIntents')],
  [
    'pdfa-file-id',
    'no file identifier',
    (entry, reference) => (reference === 'trailer' ? without(entry, '/ID') : undefined),
  ],
  ['7.11-1', 'an attachment without description', dropping('Filespec', '/Desc')],
  ['outline-count', 'an outline without count', dropping('Outlines', '/Count')],
  ['page-labels', 'no page labels', dropping('Catalog', '/PageLabels')],
  ['7.10-1', 'optional content', setting('Catalog', '/OCProperties', {})],
  ['7.1-5', 'an unknown element', renaming('P', 'Paragraph')],
  ['7.1-12', 'an element that names another parent', setting('P', '/P', '1 0 R')],
  ['7.2-16', 'a table of two captions', renaming('THead', 'Caption')],
  [
    '7.1-7',
    'a standard type mapped to another',
    setting('StructTreeRoot', '/RoleMap', { '/P': '/H1' }),
  ],
  ['7.2-4', 'a row outside its table', renaming('TBody', 'Sect')],
  ['7.2-8', 'a header cell outside a row', renaming('TR', 'Sect')],
  ['7.2-10', 'a row that holds a paragraph', renaming('TD', 'P')],
  ['7.2-3', 'a table that holds a paragraph', renaming('THead', 'P')],
  ['7.2-17', 'a list item outside a list', renaming('L', 'Sect')],
  ['7.2-19', 'a list that holds a paragraph', renaming('LI', 'P')],
  ['7.2-20', 'a list item that holds a paragraph', renaming('LBody', 'P')],
  ['7.2-26', 'an entry outside a table of contents', renaming('TOC', 'Sect')],
  ['7.2-27', 'a table of contents that holds a paragraph', renaming('TOCI', 'P')],
  ['7.2-11', 'a head without body', renaming('TBody', 'THead')],
  [
    '7.2-43',
    'rows of unequal length',
    (entry) => (entry['/S'] === '/TD' && '/A' in entry ? without(entry, '/A') : undefined),
  ],
  ['7.5-1', 'header cells without scope', dropping('TH', '/A')],
  ['7.3-1', 'a picture without alternative', dropping('Figure', '/Alt')],
  ['figure-bounds', 'a picture without bounds', dropping('Figure', '/A')],
  ['7.4.2-1', 'a skipped heading level', renaming('H2', 'H3')],
  ['7.4.4-1', 'mixed kinds of headings', renaming('H2', 'H')],
  ['7.9-1', 'a note without id', renaming('P', 'Note')],
  ['7.2-29', 'a language that is none', setting('Span', '/Lang', 'u:not a language')],
  ['list-numbering', 'labels without numbering', dropping('L', '/A')],
  ['empty-element', 'an element without content', dropping('H2', '/K')],
  ['7.1-3', 'content that is not marked', inPage(/\/Artifact .*? BDC([\s\S]*?)EMC/, '$1')],
  [
    '7.1-1',
    'an artifact inside tagged content',
    inPage(/(\/P <<.*?BDC)([\s\S]*?)EMC/, '$1 /Artifact BMC $2 EMC EMC'),
  ],
  ['content-owner', 'content that no element has', dropping('P', '/K')],
  ['parent-tree', 'a parent tree that leads elsewhere', dropping('Page', '/StructParents')],
  ['7.18.3-1', 'no tab order', dropping('Page', '/Tabs')],
  ['7.18.5-1', 'a link outside a Link element', renaming('Link', 'Span')],
  ['7.18.5-2', 'a link without description', setting('Annot', '/Contents', 'u:')],
  ['link-page', 'a link that names another page', (entry) => otherLinkPage(entry)],
  ['link-parent', 'a link without way back', dropping('Annot', '/StructParent')],
  [
    'link-target',
    'a link to nowhere',
    (entry) => ('/Dest' in entry ? without(entry, '/Dest') : undefined),
  ],
  [
    'link-element',
    'a Link element without link',
    (entry) => (entry['/S'] === '/Link' ? { ...entry, '/K': 0 } : undefined),
  ],
  ['7.18.1-2', 'a note without description', (entry) => undescribedNote(entry)],
  ['7.21.4.1-1', 'a font that is not embedded', dropping('FontDescriptor', '/FontFile2')],
  [
    'font-subset',
    'a whole font',
    (entry) => ('/ToUnicode' in entry ? { ...entry, '/BaseFont': '/NotoSans' } : undefined),
  ],
  ['7.21.3.2-1', 'a font without glyph map', dropping('CIDFontType2', '/CIDToGIDMap')],
  ['7.21.4.2-2', 'a CIDSet', setting('FontDescriptor', '/CIDSet', '1 0 R')],
  [
    '7.21.7-1',
    'a font without Unicode',
    (entry) => ('/ToUnicode' in entry ? without(entry, '/ToUnicode') : undefined),
  ],
  ['7.21.5-1', 'untrue widths', setting('CIDFontType2', '/W', [0, [1, 2, 3]])],
  [
    '7.21.7-2',
    'text without Unicode value',
    editing(() => true, /beginbfrange[\s\S]*?endbfrange/, 'beginbfrange endbfrange'),
  ],
  ['7.21.8-1', 'a missing glyph', inPage(/\[\(/, '[<0000>(')],
  ['7.21.3.1-1', 'codes of another kind', dropping('CIDFontType2', '/CIDSystemInfo')],
  [
    'a-6.1.13-string',
    'a string too long',
    setting('Annot', '/Contents', `u:${'б'.repeat(16_400)}`),
  ],
  ['a-6.1.13-page', 'a page too large', setting('Page', '/MediaBox', [0, 0, 20_000, 800])],
  ['a-6.2.10', 'a page that blends', setting('Page', '/Group', { '/S': '/Transparency' })],
  ['a-6.2.4.3', 'colours of print', inPage(/ rg\n/, ' 0 k\n')],
  ['a-6.2.11.7.3', 'a character of private use', editing(() => true, /<0054>/g, '<e000>')],
  ['a-6.3.2', 'a link that is not printed', dropping('Annot', '/F')],
  ['a-6.5.1', 'an action of its own', setting('Catalog', '/OpenAction', [])],
  ['a-6.6.2.3.1', 'an unknown schema', inXmp(/xmlns:dc="[^"]*"/g, 'xmlns:dc="http://x.example/"')],
  ['a-6.8', 'an attachment of no known use', dropping('Filespec', '/AFRelationship')],
];

function otherLinkPage(entry: PdfDictionary): PdfDictionary | undefined {
  if (entry['/S'] !== '/Link') return undefined;
  const kids = entry['/K'] as readonly PdfValue[];
  return {
    ...entry,
    '/K': kids.map((kid) =>
      typeof kid === 'number' ? kid : { ...(kid as PdfDictionary), '/Pg': '1 0 R' },
    ),
  };
}

function undescribedNote(entry: PdfDictionary): PdfDictionary | undefined {
  return entry['/Subtype'] === '/Link'
    ? { ...without(entry, '/Contents'), '/Subtype': '/Text' }
    : undefined;
}

describe('the accessibility checker', () => {
  it('finds nothing wrong with a sound file', () => {
    expect(uaCheckFile(sound)).toEqual([]);
  });

  it.each(broken)('reports %s for %s', (rule, _, change) => {
    expect(uaCheckFile(altered(change)).map((failure) => failure.rule)).toContain(rule);
  });

  it('has a broken example for nearly all rules', () => {
    const shown = new Set(broken.map(([rule]) => rule));
    const unseen = uaRules.map(({ id }) => id).filter((id) => !shown.has(id));
    // Rows, heads and captions that stand elsewhere break the rules above as well.
    expect(unseen).toEqual(['7.2-5', '7.2-6', '7.2-9', '7.2-18', '7.2-36', '7.2-37', '7.2-39']);
  });

  it('fails an untagged file as PDFKit makes it by default', async () => {
    const document = new PDFDocument({});
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    const ended = new Promise((resolve) => document.on('end', resolve));
    document.text('Hello');
    document.end();
    await ended;
    const rules = uaCheck(Buffer.concat(chunks)).map((failure) => failure.rule);
    expect(rules).toEqual(
      expect.arrayContaining(['5-1', '6.2-1', '7.1-3', '7.1-8', '7.1-11', '7.2-34', '7.21.4.1-1']),
    );
  });
});
