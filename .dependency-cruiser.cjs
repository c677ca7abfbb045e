const lib = (...names) => `^libs/(${names.join('|')})/`;
/** One rule for each row of the layer table in docs/architecture.md: a library may import itself and what is listed. */
const layer = (name, allowed, comment) => ({
  name: `layer-${name}`,
  comment,
  severity: 'error',
  from: { path: lib(name), pathNot: '\\.spec\\.ts$' },
  to: { path: '^(libs|apps|test|tools)/', pathNot: lib(name, ...allowed) },
});
const core = ['kernel', 'claims', 'newsroom', 'briefing', 'triggers', 'scheduling', 'notices'];

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle crashes at start under SWC and hides the direction of a dependency.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    layer('kernel', [], 'The vocabulary depends on nothing.'),
    layer(
      'claims',
      ['kernel'],
      'What a claim is, shared by the analyser, the story and the document.',
    ),
    layer('newsroom', ['kernel', 'claims'], 'Articles and their revisions.'),
    layer(
      'briefing',
      ['kernel', 'claims', 'newsroom'],
      'The story as a fold of the log, and the briefing composed from it.',
    ),
    layer(
      'triggers',
      ['kernel', 'claims', 'newsroom', 'briefing'],
      'When a story is due for an edition, as a fold of the log.',
    ),
    layer(
      'notices',
      ['kernel', 'claims', 'newsroom', 'briefing'],
      'Who is told of an edition, and how that went, as a fold of the log.',
    ),
    layer('outbound', [...core, 'application'], 'An adapter imports ports, never another adapter.'),
    layer(
      'extraction',
      ['kernel', 'claims'],
      'From text to claims; knows nothing of stories or stores.',
    ),
    layer('scheduling', ['kernel'], 'When a story is due, and what became of each due time.'),
    layer('application', core, 'Use cases and the ports they need; technology stays outside.'),
    layer(
      'event-log',
      ['kernel', 'application'],
      'What every adapter of the log shares: limits, checks, pages.',
    ),
    layer(
      'event-store',
      [...core, 'application', 'event-log'],
      'An adapter imports ports, never another adapter.',
    ),
    layer(
      'jetstream',
      [...core, 'application', 'event-log'],
      'An adapter imports ports, never another adapter.',
    ),
    layer(
      'blob-store',
      [...core, 'application'],
      'An adapter imports ports, never another adapter.',
    ),
    layer('backup', [...core, 'application'], 'An adapter imports ports, never another adapter.'),
    layer(
      'rendering',
      [...core, 'application'],
      'An adapter imports ports, never another adapter.',
    ),
    layer(
      'article-reader',
      [...core, 'application'],
      'An adapter imports ports, never another adapter.',
    ),
    layer(
      'messages',
      [...core, 'application', 'platform'],
      'What comes and goes as messages, for every service and the command line.',
    ),
    layer('platform', ['kernel'], 'Configuration and process matters, usable by every service.'),
    layer(
      'services',
      [...core, 'application', 'messages', 'platform'],
      'Nest modules over use cases; adapters are given by the app.',
    ),
    layer(
      'composition',
      [
        ...core,
        'application',
        'platform',
        'extraction',
        'event-store',
        'jetstream',
        'blob-store',
        'rendering',
        'outbound',
      ],
      'Chooses adapters; knows no framework.',
    ),
    layer(
      'hosting',
      [...core, 'application', 'platform', 'messages', 'services', 'composition', 'jetstream'],
      'Runs Nest modules as a process.',
    ),
    {
      name: 'hosts-only-from-apps',
      comment: 'Composition belongs to the roots.',
      severity: 'error',
      from: { path: '^libs/', pathNot: lib('composition', 'hosting') },
      to: { path: lib('composition', 'hosting') },
    },
    {
      name: 'no-lib-to-app',
      comment: 'Apps are composition roots.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'no-app-to-app',
      comment: 'Apps share code through libs.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-through-index',
      comment: 'Only index.ts of a library is importable from outside.',
      severity: 'error',
      from: { path: '^(?:apps|libs|test)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts)', pathNot: '^libs/$1/' },
    },
    {
      name: 'testing-only-from-tests',
      comment: 'Test support never ships.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.ts$', '^libs/testing/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'no-framework-in-core',
      comment: 'The core and the use cases run without Nest, stores or parsers.',
      severity: 'error',
      from: { path: lib(...core, 'application', 'messages'), pathNot: '\\.spec\\.ts$' },
      to: { path: 'node_modules/', pathNot: 'node_modules/(zod|@types|croner)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
