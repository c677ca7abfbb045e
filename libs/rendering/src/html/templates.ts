import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sha256 } from '@wirebrief/kernel';

import { type Theme } from '../pdf/theme';
import { loadTemplateFolder, readTemplateFile, type TemplateFolder } from './template-folder';
import { TemplateTrace } from './template-trace';
import { readStyleSheet, readTheme, themeCss } from './theme-css';

/** The templates of editions and of the service's pages, compiled once and free of state. */
export interface Templates {
  readonly briefing: TemplateFolder;
  readonly site: TemplateFolder;
  /** Style sheet of the notice on an issued edition, whose page has its own. */
  readonly noticeCss: string;
  readonly theme: Theme;
  /** SHA-256 of all that an edition is made from. */
  readonly hash: string;
}

export interface TracedTemplates extends Templates {
  /** Where the lines of the last edition come from. */
  readonly trace: TemplateTrace;
}

/** As `loadTemplates`, for whoever looks for what is wrong: their editions can be traced back to the templates. */
export function loadTracedTemplates(folder: string): TracedTemplates {
  const trace = new TemplateTrace();
  return { ...load(folder, trace), trace };
}

/**
 * Reads `briefing/` and `site/` of a templates folder. Throws a WB_TEMPLATE_ error that names file and line. Both share
 * the theme of the briefing.
 */
export function loadTemplates(folder: string): Templates {
  return load(folder);
}

function load(folder: string, trace?: TemplateTrace): Templates {
  const themeFile = join(folder, 'briefing', 'theme.json');
  const theme = readTheme(readTemplateFile(themeFile), themeFile);
  const tokens = themeCss(theme);
  return {
    briefing: loadStyled(join(folder, 'briefing'), 'screen.css', tokens, trace),
    site: loadStyled(join(folder, 'site'), 'site.css', tokens),
    noticeCss: styleSheetOf(join(folder, 'site', 'edition-notice.css')),
    theme,
    hash: hashOf(join(folder, 'briefing')),
  };
}

/** Of the names and contents of all files, in whatever order the file system lists them. */
function hashOf(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names
    .filter((name) => /\.(hbs|css|json|ttf|otf|woff2?)$/i.test(name))
    .map((name) => [name.replaceAll('\\', '/'), contentOf(join(folder, name))] as const);
  return sha256(JSON.stringify(files.toSorted(([one], [other]) => (one < other ? -1 : 1))));
}

function contentOf(file: string): string {
  return /\.(hbs|css|json)$/.test(file) ? readTemplateFile(file) : sha256(readFileSync(file));
}

function loadStyled(
  folder: string,
  styleSheet: string,
  tokens: string,
  trace?: TemplateTrace,
): TemplateFolder {
  const css = styleSheetOf(join(folder, styleSheet));
  return loadTemplateFolder(folder, `${tokens}\n${css}`, trace);
}

function styleSheetOf(file: string): string {
  return readStyleSheet(readTemplateFile(file), file);
}
