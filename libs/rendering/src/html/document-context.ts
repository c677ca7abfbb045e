import { CitationRegister } from './citation-register';
import { safeTimeZone } from './clean';
import { type Dates, datesIn } from './dates';
import { directionOf, languageTag } from './language';
import { type Strings, translate } from './strings';

/** What the helpers know of the document that is being written. One for each rendering. */
export interface DocumentContext {
  readonly language: string;
  readonly strings: Strings;
  readonly dates: Dates;
  readonly css: string;
  readonly register: CitationRegister;
  /** The language of the text that an anchor leads to, where it is known. */
  readonly languageOf: ReadonlyMap<string, string>;
}

interface DocumentSettings {
  readonly language: string;
  readonly timeZone: string;
}

interface FolderTexts {
  readonly strings: ReadonlyMap<string, Strings>;
  readonly css: string;
}

/** The context of a page without citations. An unusable language becomes English, an unusable time zone UTC. */
export function pageContext(folder: FolderTexts, settings: DocumentSettings): DocumentContext {
  const language = languageTag(settings.language) ?? 'en';
  const strings = stringsFor(folder, language);
  return {
    language,
    strings,
    dates: datesIn({
      language,
      timeZone: safeTimeZone(settings.timeZone),
      patterns: { date: translate(strings, 'date'), dateTime: translate(strings, 'dateTime') },
    }),
    css: folder.css,
    register: new CitationRegister(new Set()),
    languageOf: new Map(),
  };
}

/** The direction of the document's own text. */
export function documentDirection({ language }: DocumentContext): 'ltr' | 'rtl' {
  return directionOf(language);
}

function stringsFor({ strings }: FolderTexts, language: string): Strings {
  const found = strings.get(language) ?? strings.get(new Intl.Locale(language).language);
  return found ?? defaultStrings(strings);
}

function defaultStrings(strings: FolderTexts['strings']): Strings {
  const english = strings.get('en');
  if (english === undefined)
    throw new Error('loadTemplates accepts no folder without strings.en.json');
  return english;
}
