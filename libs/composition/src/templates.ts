import { loadTemplates, type Templates } from '@wirebrief/rendering';

const loaded = new Map<string, Templates>();

/** The templates of a folder, read once in a process. Throws at the first use when one is wrong. */
export function templatesIn(folder: string): Templates {
  const known = loaded.get(folder) ?? loadTemplates(folder);
  loaded.set(folder, known);
  return known;
}
