import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { ensurePrograms } from './packages.mjs';
import { cacheFolder, projectRequire, run, say, seconds, SetupError } from './project.mjs';

const FILE = 'better_sqlite3.node';

/**
 * better-sqlite3 ready to load. npm runs no install scripts here, so the module is compiled from the package's own
 * source, once for each version of it and of Node, and kept in the user's cache folder.
 */
export async function ensureNativeModule() {
  const manifest = projectRequire.resolve('better-sqlite3/package.json');
  const source = dirname(manifest);
  const target = join(source, 'build', 'Release', FILE);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const { platform, arch, versions } = process;
  const key = `better-sqlite3-${version}-${platform}-${arch}-abi${versions.modules}`;
  if (isStamped(target, key)) return;
  if (existsSync(target) && (await loads(source, target))) return stamp(target, key);

  const cache = cacheFolder();
  await withLock(join(cache, `${key}.lock`), 'compiling better-sqlite3', async () => {
    if (isStamped(target, key)) return;
    const cached = join(cache, key, FILE);
    if (!existsSync(cached) || !(await loads(source, cached))) {
      await compile({ source, cached, version, workFolder: join(cache, `${key}.work`) });
    }
    mkdirSync(dirname(target), { recursive: true });
    // A process that runs on the old file keeps it: the new one arrives by rename, never by writing into it.
    copyFileSync(cached, `${target}.new`);
    renameSync(`${target}.new`, target);
    stamp(target, key);
  });
}

const stampOf = (target) => `${target}.built-for`;

function isStamped(target, key) {
  try {
    return existsSync(target) && readFileSync(stampOf(target), 'utf8') === key;
  } catch {
    return false;
  }
}

function stamp(target, key) {
  try {
    writeFileSync(stampOf(target), key);
  } catch {
    // A read-only installation works all the same; it is only asked again at the next start.
  }
}

/** Tried in a process of its own: a file for another C library can take the process down with it. */
async function loads(source, file) {
  const script = 'new (require(process.argv[1]))(":memory:", { nativeBinding: process.argv[2] })';
  const { code } = await run(process.execPath, ['-e', script, source, file]);
  return code === 0;
}

async function compile({ source, cached, version, workFolder }) {
  await ensurePrograms('compile');
  const nodeGyp = findNodeGyp();
  const headers = findHeaders();
  const started = performance.now();
  say(
    `Compiling better-sqlite3 ${version} for Node ${process.versions.node}: once on this machine, about 2 minutes on 2 cores.`,
  );
  rmSync(workFolder, { recursive: true, force: true });
  cpSync(source, workFolder, { recursive: true, filter: (path) => path !== join(source, 'build') });
  const args = [nodeGyp, 'rebuild', '--release', '--jobs=max', `--nodedir=${headers}`];
  const { code, output } = await run(process.execPath, args, { cwd: workFolder });
  const built = join(workFolder, 'build', 'Release', FILE);
  if (code !== 0 || !(await loads(source, built))) {
    const log = `${workFolder}.log`;
    writeFileSync(log, output);
    throw new SetupError(
      'better-sqlite3 did not compile.',
      `The end of ${log}:\n${output.trim().split('\n').slice(-12).join('\n')}`,
    );
  }
  mkdirSync(dirname(cached), { recursive: true });
  renameSync(built, cached);
  rmSync(workFolder, { recursive: true, force: true });
  say(`Compiled in ${seconds(started)}, kept as ${cached}.`);
}

/** npm ships node-gyp. Under `npm start` npm names itself in the environment; otherwise it lies beside node. */
function findNodeGyp() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  const places = [
    process.env.npm_execpath,
    join(prefix, 'lib/node_modules/npm/bin/npm-cli.js'),
    join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
    join(prefix, 'share/nodejs/npm/bin/npm-cli.js'),
  ];
  for (const npm of places) {
    if (npm === undefined || !existsSync(npm)) continue;
    try {
      return createRequire(realpathSync(npm)).resolve('node-gyp/bin/node-gyp.js');
    } catch {
      // The next one.
    }
  }
  throw new SetupError('npm, which brings node-gyp, was not found.', 'Install npm beside node.');
}

/** Folder with include/node of this very Node, so that nothing is downloaded. */
function findHeaders() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  const { npm_config_nodedir: configured, XDG_CACHE_HOME: userCache } = process.env;
  const downloaded = join(
    userCache || join(homedir(), '.cache'),
    'node-gyp',
    process.versions.node,
  );
  const found = [configured, prefix, downloaded].find(
    (folder) => folder !== undefined && hasHeadersOfThisNode(folder),
  );
  if (found !== undefined) return found;
  throw new SetupError(
    `The C++ headers of Node ${process.versions.node} were not found in ${join(prefix, 'include/node')}.`,
    'They come with the archives of nodejs.org, nvm, NodeSource and the node images of Docker; with the nodejs package of\n' +
      'Debian run: sudo apt-get install -y libnode-dev\n' +
      'If they lie elsewhere, set npm_config_nodedir to the folder that holds include/node.',
  );
}

function hasHeadersOfThisNode(folder) {
  try {
    const text = readFileSync(join(folder, 'include/node/node_version.h'), 'utf8');
    const [, abi] = /^#define NODE_MODULE_VERSION (\d+)$/m.exec(text) ?? [];
    return abi === process.versions.modules;
  } catch {
    return false;
  }
}
