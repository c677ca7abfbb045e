/** The canonical form of a BCP 47 language tag, or null when it is none. */
export function languageTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

const RIGHT_TO_LEFT_SCRIPTS = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg']);

/** The direction in which the script of a language tag runs. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  const script = new Intl.Locale(tag).maximize().script ?? '';
  return RIGHT_TO_LEFT_SCRIPTS.has(script) ? 'rtl' : 'ltr';
}

// Display names take a millisecond to build; an edition asks for the same one at every source.
const displayNames = new Map<string, Intl.DisplayNames>();

/** The name of a language in another, `Pashto` for `ps` in English; text that is no language tag comes back as it is. */
export function languageName(language: string, tag: string): string {
  const canonical = languageTag(tag);
  if (canonical === null) return tag;
  const names = displayNames.get(language) ?? new Intl.DisplayNames(language, { type: 'language' });
  displayNames.set(language, names);
  return names.of(canonical) ?? canonical;
}
