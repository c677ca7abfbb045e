export { enginePorts, memoryStores, openJetStream, openStores } from './adapters';
export { findProject, programName, type Project, sampleFolder, templatesFolder } from './project';
export { readSettings, type Settings } from './settings';
export { TemplatePages } from './template-pages';
export { type JetStreamStores } from './jetstream-stores';
export { withDeadLetters } from './with-dead-letters';
export { withLog } from './with-log';
export { type Stores } from './stores';
