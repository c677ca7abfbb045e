import { join } from 'node:path';

import { loadTemplateFolder, readTemplateFile, type TemplateFolder } from './template-folder';
import { checkStyleSheet, themeCss } from './theme-css';

/** The templates of editions and of the service's pages, compiled once and free of state. */
export interface Templates {
  readonly briefing: TemplateFolder;
  readonly site: TemplateFolder;
}

/**
 * Reads `briefing/` and `site/` of a templates folder. Throws a WB_TEMPLATE_ error that names file and line. Both share
 * the theme of the briefing.
 */
export function loadTemplates(folder: string): Templates {
  const themeFile = join(folder, 'briefing', 'theme.json');
  const theme = themeCss(readTemplateFile(themeFile), themeFile);
  return {
    briefing: loadStyled(join(folder, 'briefing'), 'screen.css', theme),
    site: loadStyled(join(folder, 'site'), 'site.css', theme),
  };
}

function loadStyled(folder: string, styleSheet: string, theme: string): TemplateFolder {
  const file = join(folder, styleSheet);
  const css = checkStyleSheet(readTemplateFile(file), file);
  return loadTemplateFolder(folder, `${theme}\n${css}`);
}
