import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isWirebriefError, messageOf } from '@wirebrief/kernel';
import Handlebars from 'handlebars';

import { type DocumentContext } from './document-context';
import { HELPERS } from './helpers';
import { SourceLines } from './source-lines';
import { parseStrings, type Strings } from './strings';
import { type Known, lintTemplate, type TemplateSource } from './template-lint';
import { TemplateError } from './template-problem';
import { type TemplateTrace } from './template-trace';

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

/** Reads and compiles a folder, to be traced where a trace is given. Throws a WB_TEMPLATE_ error that names file and line. */
export function loadTemplateFolder(
  folder: string,
  css: string,
  trace?: TemplateTrace,
): TemplateFolder {
  const strings = loadStrings(folder);
  const pages = loadSources(folder);
  const partials = loadSources(join(folder, 'partials'));
  const known: Known = {
    helpers: new Set(HELPER_NAMES),
    partials: new Set(partials.keys()),
    strings: [...strings.values()],
  };
  for (const source of [...pages.values(), ...partials.values()]) lintTemplate(source, known);
  return { pages: compileAll(pages, partials, trace), strings, css };
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
  trace: TemplateTrace | undefined,
): ReadonlyMap<string, Page> {
  const handlebars = Handlebars.create();
  const workshop: Workshop = { handlebars, lines: new SourceLines(), trace };
  for (const [name, helper] of Object.entries(HELPERS))
    handlebars.registerHelper(name, placed(name, helper as Handlebars.HelperDelegate));
  for (const [name, source] of partials)
    handlebars.registerPartial(name, compile(workshop, source));
  return new Map(
    [...pages].map(([name, source]): [string, Page] => {
      const template = compile(workshop, source);
      const page: Page = (view, document) => template(view, { data: { document } });
      return [name, trace === undefined ? page : (...given) => trace.read(page(...given))];
    }),
  );
}

interface Workshop {
  readonly handlebars: typeof Handlebars;
  readonly lines: SourceLines;
  readonly trace: TemplateTrace | undefined;
}

/** What a helper throws, with the line that calls it. */
class HelperFailure extends Error {
  constructor(
    readonly helper: string,
    readonly lineNumber: number,
    override readonly cause: unknown,
  ) {
    super(messageOf(cause));
  }
}

function placed(name: string, helper: Handlebars.HelperDelegate): Handlebars.HelperDelegate {
  return function (this: unknown, ...given: Parameters<Handlebars.HelperDelegate>) {
    try {
      return helper.apply(this, given) as unknown;
    } catch (error) {
      if (error instanceof HelperFailure || error instanceof TemplateError) throw error;
      const { loc } = given.at(-1) as { readonly loc: hbs.AST.SourceLocation };
      throw new HelperFailure(name, loc.start.line, error);
    }
  };
}

function compile(
  { handlebars, lines, trace }: Workshop,
  source: TemplateSource,
): Handlebars.TemplateDelegate {
  const program = handlebars.parse(source.content);
  trace?.mark(program, source);
  lines.number(program, source);
  const template = handlebars.compile(program, {
    strict: true,
    preventIndent: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(HELPER_NAMES.map((name) => [name, true])),
  });
  return (context, options) => {
    try {
      return template(context, options);
    } catch (error) {
      throw renderError(source, lines, error);
    }
  };
}

function renderError({ file }: TemplateSource, lines: SourceLines, error: unknown): unknown {
  if (isWirebriefError(error) || !(error instanceof Error)) return error;
  const place = 'lineNumber' in error ? lines.at(Number(error.lineNumber)) : undefined;
  const cause = error instanceof HelperFailure ? error.cause : error;
  const { code, remedy } = isWirebriefError(cause)
    ? cause
    : {
        code: 'WB_TEMPLATE_RENDER',
        remedy: 'Name a field that the page is given, or put the expression behind {{#if}}.',
      };
  const problem = { code, file, line: null, ...place, text: faultOf(error), remedy };
  return new TemplateError(problem, { cause });
}

function faultOf(error: Error): string {
  if (error instanceof RangeError) return 'it includes itself without end';
  if (!(error instanceof HelperFailure))
    return error.message.replace(/( in \[object Object\])? - \d+:\d+$/, '');
  const { helper, cause, message } = error;
  return isWirebriefError(cause)
    ? message.replace(/\.$/, '')
    : `{{${helper}}} cannot work with what it is given: ${message}`;
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
