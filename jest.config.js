const { jsc } = JSON.parse(require('node:fs').readFileSync(`${__dirname}/.swcrc`, 'utf8'));
const { baseUrl, paths, ...transform } = jsc;

const common = {
  rootDir: __dirname,
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
