// Lets a worker thread or a child process of a test load the TypeScript sources, compiled as Jest compiles them.
// Start it with: node --require <this file>
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const root = join(__dirname, '../../..');
const { jsc } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
const options = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: { ...jsc, baseUrl: root },
};

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
  module._compile(code, filename);
};
