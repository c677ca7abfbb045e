import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isWirebriefError } from '@wirebrief/kernel';
import Handlebars from 'handlebars';

import { type DocumentContext } from './document-context';
import { HELPERS } from './helpers';
import { parseStrings, type Strings } from './strings';
import { type Known, lintTemplate, type TemplateSource } from './template-lint';
import { TemplateError } from './template-problem';

/** One folder of templates, compiled. */
export interface TemplateFolder {
  /** By file name without `.hbs`. */
  readonly pages: ReadonlyMap<string, Page>;
  /** By language. */
  readonly strings: ReadonlyMap<string, Strings>;
  readonly css: string;
}

type Page = (view: object, document: DocumentContext) => string;

export const STRINGS_FILE = /^strings\.([A-Za-z-]+)\.json$/;
const HELPER_NAMES = Object.keys(HELPERS);

/** Reads and compiles a folder. Throws a WB_TEMPLATE_ error that names file and line. */
export function loadTemplateFolder(folder: string, css: string): TemplateFolder {
  const strings = loadStrings(folder);
  const pages = loadSources(folder);
  const partials = loadSources(join(folder, 'partials'));
  const known: Known = {
    helpers: new Set(HELPER_NAMES),
    partials: new Set(partials.keys()),
    strings: [...strings.values()],
  };
  for (const source of [...pages.values(), ...partials.values()]) lintTemplate(source, known);
  return { pages: compileAll(pages, partials), strings, css };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of a template file, without a byte order mark. Throws WB_TEMPLATE_MISSING when it cannot be read and
 * WB_TEMPLATE_ENCODING when it is not UTF-8.
 */
export function readTemplateFile(file: string): string {
  const bytes = orMissing(file, () => readFileSync(file));
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    const [before = ''] = bytes.toString('utf8').split('\uFFFD');
    const problem = {
      code: 'WB_TEMPLATE_ENCODING',
      file,
      line: before.split('\n').length,
      text: 'the file is not UTF-8 text',
      remedy: 'Save the file as UTF-8.',
    };
    throw new TemplateError(problem, { cause });
  }
}

function loadStrings(folder: string): ReadonlyMap<string, Strings> {
  const found = namesIn(folder).flatMap((name): [string, Strings][] => {
    const language = STRINGS_FILE.exec(name)?.[1];
    if (language === undefined) return [];
    const file = join(folder, name);
    return [[language, parseStrings(readTemplateFile(file), file, language)]];
  });
  const strings = new Map(found);
  if (!strings.has('en')) readTemplateFile(join(folder, 'strings.en.json'));
  return strings;
}

/** The templates of a folder, by file name without `.hbs`. */
export function loadSources(
  folder: string,
  read: (file: string) => string = readTemplateFile,
): ReadonlyMap<string, TemplateSource> {
  return new Map(
    namesIn(folder)
      .filter((name) => name.endsWith('.hbs'))
      .map((name): [string, TemplateSource] => {
        const file = join(folder, name);
        return [name.slice(0, -'.hbs'.length), { file, content: read(file) }];
      }),
  );
}

/** Throws WB_TEMPLATE_MISSING for a folder that cannot be read. */
export function namesIn(folder: string): readonly string[] {
  return orMissing(folder, () => readdirSync(folder)).toSorted();
}

function compileAll(
  pages: ReadonlyMap<string, TemplateSource>,
  partials: ReadonlyMap<string, TemplateSource>,
): ReadonlyMap<string, Page> {
  const handlebars = Handlebars.create();
  for (const [name, helper] of Object.entries(HELPERS))
    handlebars.registerHelper(name, helper as Handlebars.HelperDelegate);
  for (const [name, source] of partials)
    handlebars.registerPartial(name, compile(handlebars, source));
  return new Map(
    [...pages].map(([name, source]): [string, Page] => {
      const template = compile(handlebars, source);
      return [name, (view, document) => template(view, { data: { document } })];
    }),
  );
}

function compile(
  handlebars: typeof Handlebars,
  source: TemplateSource,
): Handlebars.TemplateDelegate {
  const template = handlebars.compile(source.content, {
    strict: true,
    preventIndent: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(HELPER_NAMES.map((name) => [name, true])),
  });
  return (context, options) => {
    try {
      return template(context, options);
    } catch (error) {
      throw renderError(source, error);
    }
  };
}

function renderError({ file }: TemplateSource, error: unknown): unknown {
  if (isWirebriefError(error) || !(error instanceof Error)) return error;
  const problem = {
    code: 'WB_TEMPLATE_RENDER',
    file,
    line: 'lineNumber' in error ? Number(error.lineNumber) : null,
    text: error.message,
    remedy: 'Name a field that the page is given, or put the expression behind {{#if}}.',
  };
  return new TemplateError(problem, { cause: error });
}

function orMissing<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const problem = {
      code: 'WB_TEMPLATE_MISSING',
      file: path,
      line: null,
      text: 'cannot be read',
      remedy: 'Point TEMPLATES_DIR at a complete copy of the templates folder.',
    };
    throw new TemplateError(problem, { cause });
  }
}
