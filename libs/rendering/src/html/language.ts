import { Recent } from './recent';

// Intl takes some microseconds for each answer, and an edition asks of the same few languages at every source.
const tags = new Recent<string | false>(200);
const directions = new Recent<'ltr' | 'rtl'>(200);
const names = new Recent<string>(200);

/** The canonical form of a BCP 47 language tag, or null when it is none. */
export function languageTag(tag: string): string | null {
  return tags.of(tag, () => canonicalTag(tag) ?? false) || null;
}

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

const RIGHT_TO_LEFT_SCRIPTS = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg']);

/** The direction in which the script of a language tag runs. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return directions.of(tag, () => {
    const script = new Intl.Locale(tag).maximize().script ?? '';
    return RIGHT_TO_LEFT_SCRIPTS.has(script) ? 'rtl' : 'ltr';
  });
}

// Display names take a millisecond to build.
const displayNames = new Map<string, Intl.DisplayNames>();

/** The name of a language in another, `Pashto` for `ps` in English; text that is no language tag comes back as it is. */
export function languageName(language: string, tag: string): string {
  const canonical = languageTag(tag);
  if (canonical === null) return tag;
  // Intl calls it `root`.
  if (canonical === 'und') return 'an unknown language';
  return names.of(`${language} ${canonical}`, () => {
    const known = displayNames.get(language);
    const inLanguage = known ?? new Intl.DisplayNames(language, { type: 'language' });
    displayNames.set(language, inLanguage);
    return inLanguage.of(canonical) ?? canonical;
  });
}
