// Lets a worker thread or a child process of a test load the TypeScript sources, compiled as Jest compiles them.
// Start it with: node --require <this file>
// The compiler runs in a process of its own, once for each change: @swc/core crashes Node 20 when worker threads that
// have loaded it end.
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '../../..');
const cache = join(root, 'node_modules/.cache/typescript-hook');
const settings = readFileSync(join(root, '.swcrc'), 'utf8');

function cachedFile(source) {
  return join(
    cache,
    `${createHash('sha256').update(settings).update(source.name).update(source.text).digest('hex')}.js`,
  );
}

function read(name) {
  return { name, text: readFileSync(name, 'utf8') };
}

function compileLibraries() {
  const { transformSync } = require('@swc/core');
  const { jsc } = JSON.parse(settings);
  const options = {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: { ...jsc, baseUrl: root },
  };
  mkdirSync(cache, { recursive: true });
  const files = ['libs', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((file) => join(root, folder, file)),
  );
  for (const file of files.filter((name) => /(?<!spec)\.ts$/.test(name))) {
    const source = read(file);
    const target = cachedFile(source);
    if (existsSync(target)) continue;
    try {
      const { code } = transformSync(source.text, { ...options, filename: file });
      // Renamed into place, because several tests may compile at the same time.
      writeFileSync(`${target}.${process.pid}`, code);
      renameSync(`${target}.${process.pid}`, target);
    } catch (error) {
      // Matters only to who needs that file, and is then printed above the failure to find it.
      console.error(`${file} does not compile: ${error.message}`);
    }
  }
}

if (require.main === module) {
  compileLibraries();
} else {
  require.extensions['.ts'] = (module, filename) => {
    const target = cachedFile(read(filename));
    if (!existsSync(target)) execFileSync(process.execPath, [__filename]);
    module._compile(readFileSync(target, 'utf8'), filename);
  };
}
