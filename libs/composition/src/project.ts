import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Project {
  /** Folder that holds package.json, the templates and the sample story. */
  readonly root: string;
  readonly version: string;
}

/** The project that this file belongs to, built or not. */
export function findProject(): Project {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      name: string;
      version: string;
    };
    if (name === 'wirebrief') return { root: folder, version };
  }
  throw new Error(`no package.json of wirebrief above ${__dirname}`);
}

export const templatesFolder = ({ root }: Project): string => join(root, 'templates');
export const sampleFolder = ({ root }: Project): string =>
  join(root, 'apps', 'wirebrief', 'sample');
export const programName = ({ version }: Project): string => `Wirebrief ${version}`;
