const { availableParallelism } = require('node:os');

const { jsc } = JSON.parse(require('node:fs').readFileSync(`${__dirname}/.swcrc`, 'utf8'));
const { baseUrl, paths, ...transform } = jsc;

const common = {
  rootDir: __dirname,
  // Not among the temporary files, which are new ones for each run.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json'],
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '<rootDir>/test/esm-aware-transform.js',
      {
        jsc: transform,
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
        swcrc: false,
        exclude: [],
      },
    ],
  },
  transformIgnorePatterns: [],
  moduleNameMapper: { '^@wirebrief/([^/]+)$': '<rootDir>/libs/$1/src' },
};

module.exports = {
  // Much of a suite's time is waiting for servers: two cores are used up by two workers, and not by one.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testSequencer: '<rootDir>/test/long-first-sequencer.js',
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs,test/docs}/**/*.spec.ts'] },
    {
      ...common,
      displayName: 'contract',
      testMatch: ['<rootDir>/test/contract/**/*.contract-spec.ts'],
    },
    { ...common, displayName: 'golden', testMatch: ['<rootDir>/test/golden/**/*.golden-spec.ts'] },
    { ...common, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'] },
  ],
};
