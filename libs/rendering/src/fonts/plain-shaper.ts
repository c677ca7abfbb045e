import { glyphLookup } from './cmap';
import { createKerning, isPlainPair, type Kerning } from './kerning';
import { coverageIndex, type LayoutTable, lookupsOf, type Subtable } from './layout-tables';
import { type Sfnt } from './sfnt';
import { type ShapedGlyph } from './shaped-glyph';

/** What a font says about plain text, read from its bytes. Lengths in thousandths of the size. */
export interface PlainShaper {
  readonly ascent: number;
  readonly descent: number;
  readonly covers: (codePoint: number) => boolean;
  /** The glyphs of a word, or undefined where only full shaping gets it right. */
  readonly shape: (text: string) => readonly ShapedGlyph[] | undefined;
}

// Latin, Greek and Cyrillic letters, punctuation and symbols that stand alone: no combining marks,
// no joiners, no fraction slash, which makes numerators of the digits around it.
const PLAIN =
  /^[ -~\u00a0-\u00ac\u00ae-\u024f\u02b9-\u02bf\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u2043\u2045-\u205e\u20a0-\u20bf\u2100-\u22ff\u25a0-\u27bf\ufffd]*$/;
const FIRST_LETTER = /(\p{Script=Latin})|(\p{Script=Cyrillic})|(\p{Script=Greek})/u;

// On by default in left-to-right text. Ligatures are off; ccmp puts letters and marks together.
const SUBSTITUTIONS = new Set(['rvrn', 'ltra', 'ltrm', 'locl', 'rlig', 'calt', 'rclt']);
const POSITIONS = new Set(['kern', 'curs']);

/** Undefined for fonts whose shapes depend on tables that are not read here. */
export function createPlainShaper(sfnt: Sfnt): PlainShaper | undefined {
  const { bytes, table } = sfnt;
  const glyphOf = glyphLookup(sfnt);
  const [head, hhea, hmtx] = [table('head'), table('hhea'), table('hmtx')];
  if (glyphOf === undefined || head === undefined || hhea === undefined || hmtx === undefined)
    return undefined;
  if (['morx', 'kern', 'fvar'].some((tag) => table(tag) !== undefined)) return undefined;
  const scale = 1000 / bytes.readUInt16BE(head.start + 18);
  const lastMetric = bytes.readUInt16BE(hhea.start + 34) - 1;
  const createGlyph = (codePoint: number): ShapedGlyph => {
    const id = glyphOf(codePoint);
    const advance = bytes.readUInt16BE(hmtx.start + Math.min(id, lastMetric) * 4) * scale;
    return { id, advance, step: advance, dx: 0, dy: 0, codePoints: [codePoint] };
  };
  const glyphs = new Map<number, ShapedGlyph>();
  const rules = new Map<string, ScriptRules>();
  return {
    ascent: bytes.readInt16BE(hhea.start + 4) * scale,
    descent: -bytes.readInt16BE(hhea.start + 6) * scale,
    covers: (codePoint) => glyphOf(codePoint) !== 0,
    shape(text) {
      if (!PLAIN.test(text)) return undefined;
      const script = scriptOf(text);
      const { kerning, needsShaping } = memo(rules, script, () => scriptRules(sfnt, script));
      const set = Array.from(text, (character) => {
        const codePoint = character.charCodeAt(0);
        return memo(glyphs, codePoint, () => createGlyph(codePoint));
      });
      if (set.some(({ id }) => needsShaping(id))) return undefined;
      return set.map((glyph, index) => {
        const next = set[index + 1];
        const gap = next === undefined ? 0 : kerning(glyph.id, next.id);
        return gap === 0 ? glyph : { ...glyph, step: glyph.advance + gap * scale };
      });
    },
  };
}

function memo<K, V>(known: Map<K, V>, key: K, create: () => V): V {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = create();
  known.set(key, value);
  return value;
}

/** Script of the first letter, as OpenType names it. */
function scriptOf(text: string): string {
  const found = FIRST_LETTER.exec(text);
  if (found === null) return 'DFLT';
  if (found[1] !== undefined) return 'latn';
  return found[2] === undefined ? 'grek' : 'cyrl';
}

interface ScriptRules {
  readonly kerning: Kerning;
  /** Whether a rule other than pair kerning may begin at this glyph. */
  readonly needsShaping: (glyph: number) => boolean;
}

function scriptRules({ bytes, table }: Sfnt, script: string): ScriptRules {
  const [gsub, gpos] = [table('GSUB'), table('GPOS')];
  const guards: Subtable[] = [];
  if (gsub !== undefined) {
    const layout: LayoutTable = { bytes, start: gsub.start, extensionType: 7 };
    guards.push(...lookupsOf(layout, script, SUBSTITUTIONS).flat());
  }
  let kerning: Kerning = () => 0;
  if (gpos !== undefined) {
    const layout: LayoutTable = { bytes, start: gpos.start, extensionType: 9 };
    const subtables = lookupsOf(layout, script, POSITIONS).flat();
    guards.push(...subtables.filter((subtable) => !isPlainPair(bytes, subtable)));
    kerning = createKerning(layout, script);
  }
  const coverages = guards.map((subtable) => firstCoverage(bytes, subtable));
  const isGuarded = new Map<number, boolean>();
  const needsShaping = (glyph: number): boolean =>
    memo(isGuarded, glyph, () => coverages.some((at) => coverageIndex(bytes, at, glyph) >= 0));
  return { kerning, needsShaping };
}

const CONTEXTS: ReadonlySet<number> = new Set([5, 6, 7, 8]);

/** The coverage table of the glyphs at which a subtable may begin to apply. */
function firstCoverage(bytes: Buffer, { type, at }: Subtable): number {
  const isByCoverage = CONTEXTS.has(type) && bytes.readUInt16BE(at) === 3;
  if (!isByCoverage) return at + bytes.readUInt16BE(at + 2);
  // Plain contexts count glyphs and lookups first; chained ones the coverages before the input.
  const isChained = type === 6 || type === 8;
  const place = isChained ? at + 6 + bytes.readUInt16BE(at + 2) * 2 : at + 6;
  return at + bytes.readUInt16BE(place);
}
