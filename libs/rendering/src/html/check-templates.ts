import { join } from 'node:path';

import { type Theme } from '../pdf/theme';
import { HELPERS } from './helpers';
import { languageTag } from './language';
import { parseStrings, type Strings } from './strings';
import { balanceProblems } from './template-balance';
import { loadSources, namesIn, readTemplateFile, STRINGS_FILE } from './template-folder';
import { type Known, lintProblems, type TemplateSource } from './template-lint';
import { markupProblems } from './template-markup';
import { problemOf, type TemplateProblem } from './template-problem';
import { checkTheme, fontProblems, styleProblems } from './theme-css';

/** The pages that the program asks for. */
const PAGES = {
  briefing: ['edition', 'flash'],
  site: ['index', 'story', 'edition-notice', 'superseded', 'recalled', 'error'],
} as const;

const STYLE_SHEETS = {
  briefing: ['screen.css'],
  site: ['site.css', 'edition-notice.css'],
} as const;

/**
 * Everything that is wrong in a templates folder and can be told without a document: in each page, partial, strings
 * file, theme and style sheet, by file and line. Throws WB_TEMPLATE_MISSING for a folder that is none.
 */
export function checkTemplates(folder: string): readonly TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push(problemOf(error));
      return undefined;
    }
  };
  const briefing = join(folder, 'briefing');
  namesIn(briefing);
  const theme = attempt(() => {
    const file = join(briefing, 'theme.json');
    const content = readTemplateFile(file);
    const read = checkTheme(content, file);
    problems.push(...read.problems);
    if (read.theme !== undefined) problems.push(...fontProblems(read.theme, content, file));
    return read.theme;
  });
  for (const name of ['briefing', 'site'] as const) {
    const part = { folder: join(folder, name), theme, attempt, problems };
    attempt(() => {
      checkFolder(part, PAGES[name], name === 'site');
    });
    for (const styleSheet of STYLE_SHEETS[name]) {
      attempt(() => {
        const file = join(part.folder, styleSheet);
        problems.push(...styleProblems(readTemplateFile(file), file, theme));
      });
    }
  }
  return problems;
}

interface Part {
  readonly folder: string;
  readonly theme: Theme | undefined;
  readonly problems: TemplateProblem[];
  /** The result, or undefined after its error was reported. */
  readonly attempt: <T>(read: () => T) => T | undefined;
}

const NONE: ReadonlyMap<string, TemplateSource> = new Map();

function checkFolder(part: Part, needed: readonly string[], hasPaths: boolean): void {
  const { folder, theme, attempt, problems } = part;
  // A file that cannot be read is there: whatever names it is not wrong as well.
  const read = (file: string): string => attempt(() => readTemplateFile(file)) ?? '';
  const pages = attempt(() => loadSources(folder, read)) ?? NONE;
  const partials = attempt(() => loadSources(join(folder, 'partials'), read)) ?? NONE;
  for (const page of needed) {
    if (!pages.has(page)) attempt(() => readTemplateFile(join(folder, `${page}.hbs`)));
  }
  const known: Known = {
    helpers: new Set(Object.keys(HELPERS)),
    partials: new Set(partials.keys()),
    strings: stringsOf(part, hasPaths),
  };
  const colours = new Set(Object.keys(theme?.colors ?? {}));
  for (const source of [...pages.values(), ...partials.values()]) {
    const found = [
      ...lintProblems(source, known),
      ...markupProblems(source, { colours, hasPaths }),
      ...balanceProblems(source),
    ];
    // Without a theme every colour is unknown, and that the theme is wrong has been said.
    problems.push(
      ...found
        .filter(({ code }) => theme !== undefined || code !== 'WB_THEME_INVALID')
        .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0)),
    );
  }
}

function stringsOf({ folder, attempt, problems }: Part, hasPaths: boolean): readonly Strings[] {
  const names = namesIn(folder).filter((name) => /^strings\..*\.json$/.test(name));
  if (!names.includes('strings.en.json'))
    attempt(() => readTemplateFile(join(folder, 'strings.en.json')));
  return names.flatMap((name) => {
    const file = join(folder, name);
    const language = STRINGS_FILE.exec(name)?.[1] ?? '';
    if (languageTag(language) === null) {
      problems.push(wrongName(file));
      return [];
    }
    const strings = attempt(() => parseStrings(readTemplateFile(file), file, language));
    if (strings === undefined) return [];
    problems.push(...missingLabels(strings, file, hasPaths ? [] : LABELS));
    return strings;
  });
}

/** Texts of an edition that no template asks for. */
const LABELS = [
  ...['document.title', 'document.runningHead', 'document.page', 'publisher'],
  ...['masthead.edition', 'masthead.oneShot'],
];

function missingLabels(
  { texts }: Strings,
  file: string,
  labels: readonly string[],
): readonly TemplateProblem[] {
  return labels
    .filter((key) => !texts.has(key))
    .map((key) => ({
      code: 'WB_TEMPLATE_STRINGS',
      file,
      line: null,
      text: `there is no text "${key}"`,
      remedy: `Add "${key}" to that file.`,
    }));
}

function wrongName(file: string): TemplateProblem {
  return {
    code: 'WB_TEMPLATE_STRINGS',
    file,
    line: null,
    text: 'no briefing is in such a language',
    remedy: 'Name the file by a language tag, as strings.de.json or strings.pt-BR.json.',
  };
}
