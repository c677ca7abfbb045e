import { type Config, loadConfig, type VariableName } from '@wirebrief/platform';

import { findProject, type Project, templatesFolder } from './project';

export interface Settings {
  readonly project: Project;
  readonly config: Config;
}

/** Options of a command over the environment over the defaults. */
export function readSettings(options: {
  readonly data?: string;
  readonly port?: string;
  readonly store?: 'jetstream';
  readonly nats?: string;
  readonly templates?: string;
}): Settings {
  const project = findProject();
  const overrides: Partial<Record<VariableName, string | undefined>> = {
    DATA_DIR: options.data,
    PORT: options.port,
    STORE: options.store,
    NATS_URL: options.nats,
    TEMPLATES_DIR: options.templates,
  };
  return {
    project,
    config: loadConfig({ env: process.env, overrides, templatesDir: templatesFolder(project) }),
  };
}
