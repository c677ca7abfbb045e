import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { withLock } from './lock.mjs';
import { cacheFolder, run, say, seconds, SetupError } from './project.mjs';

/** The first server that keeps what it acknowledged when it is killed and lets one of several racing writers win. */
const OLDEST_SUITABLE = '2.10.23';

/** Debian releases with suitable servers: of the lines 2.10 and 2.15 at the end of 2026. */
const RELEASES = ['trixie', 'forky'];
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Compares versions such as 2.10.27; negative when the first is older. */
function compareVersions(one, other) {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number));
  const index = a.findIndex((number, at) => number !== b[at]);
  return index < 0 ? 0 : a[index] - (b[index] ?? 0);
}

/**
 * Every nats-server known on this machine, oldest first: those on the PATH and those that `ensureNatsServers` fetched.
 * Unsuitable ones are marked, for tests that must see them refused.
 */
export function natsServers() {
  const paths = [...onPath(), ...fetchedServers()];
  const servers = paths.map((path) => ({ path, version: versionOf(path) }));
  return servers
    .filter(
      ({ version }, index) =>
        version !== undefined && servers.findIndex((other) => other.version === version) === index,
    )
    .map((server) => ({
      ...server,
      suitable: compareVersions(server.version, OLDEST_SUITABLE) >= 0,
    }))
    .sort((one, other) => compareVersions(one.version, other.version));
}

/** Suitable servers on this machine: those on the PATH, or the ones of later Debian releases, unpacked in the cache. */
export async function ensureNatsServers() {
  if (hasEnough()) return;
  const folder = serversFolder();
  await withLock(join(folder, 'fetch.lock'), 'fetching nats-server', async () => {
    if (hasEnough()) return;
    const started = performance.now();
    const uri = await debianMirror();
    say(`Fetching nats-server of Debian ${RELEASES.join(' and ')} for the tests.`);
    await fetchReleases(uri, join(folder, 'work'));
    const versions = natsServers().filter((server) => server.suitable);
    say(
      `Fetched nats-server ${versions.map((server) => server.version).join(' and ')} in ${seconds(started)}, kept in ${folder}.`,
    );
  });
}

function hasEnough() {
  const fromPath = onPath().map(versionOf);
  if (fromPath.some((version) => version && compareVersions(version, OLDEST_SUITABLE) >= 0)) {
    return true;
  }
  return RELEASES.every((release) => existsSync(binaryOf(join(serversFolder(), release))));
}

const serversFolder = () => join(cacheFolder(), 'nats-server');
const binaryOf = (unpacked) => join(unpacked, 'usr/sbin/nats-server');

function fetchedServers() {
  const folder = serversFolder();
  if (!existsSync(folder)) return [];
  const places = readdirSync(folder).map((name) => binaryOf(join(folder, name)));
  return places.filter((path) => existsSync(path));
}

/** Debian puts it into a folder that is on root's PATH alone. */
function onPath() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  const places = folders.filter((folder) => folder !== '').map((folder) => `${folder}/nats-server`);
  return [...new Set(places)].filter((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Undefined where it does not run, for instance on another kind of processor. */
function versionOf(path) {
  try {
    const text = execFileSync(path, ['--version'], { encoding: 'utf8' });
    return /v(\d+\.\d+\.\d+)/.exec(text)?.[1];
  } catch {
    return undefined;
  }
}

/** The mirror that this machine's own apt is set to. */
async function debianMirror() {
  if (existsSync(KEYRING)) {
    const format = ['--format', '$(REPO_URI)', 'Created-By: Packages'];
    const { code, output } = await run('apt-get', ['indextargets', ...format]).catch(() => ({
      code: 1,
      output: '',
    }));
    const uri = output.split('\n').find((line) => /^\S+\/debian\/?$/.test(line));
    if (code === 0 && uri !== undefined) return uri;
  }
  throw notFetched('This machine has no apt with a Debian mirror to fetch one from.');
}

/** A source list, package lists and a cache of our own: nothing is installed and no right is needed. apt checks the signatures. */
async function fetchReleases(uri, work) {
  rmSync(work, { recursive: true, force: true });
  for (const folder of ['lists/partial', 'cache/archives/partial']) {
    mkdirSync(join(work, folder), { recursive: true });
  }
  const sources = RELEASES.map((release) => `deb [signed-by=${KEYRING}] ${uri} ${release} main\n`);
  writeFileSync(join(work, 'sources.list'), sources.join(''));
  const options = {
    'Dir::Etc::sourcelist': join(work, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': join(work, 'lists'),
    'Dir::Cache': join(work, 'cache'),
    'APT::Get::List-Cleanup': 'false',
    'APT::Update::Post-Invoke': '',
    'APT::Update::Post-Invoke-Success': '',
  };
  const apt = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await must('apt-get', [...apt, 'update'], work);
  for (const release of RELEASES) await fetchRelease(release, apt, work);
  rmSync(work, { recursive: true, force: true });
}

async function fetchRelease(release, apt, work) {
  const folder = join(work, release);
  mkdirSync(folder);
  await must('apt-get', [...apt, 'download', `nats-server/${release}`], folder);
  const [file] = readdirSync(folder);
  const unpacked = join(folder, 'unpacked');
  await must('dpkg-deb', ['-x', join(folder, file ?? ''), unpacked], folder);
  if (versionOf(binaryOf(unpacked)) === undefined) {
    throw notFetched(`The nats-server of Debian ${release} does not run on this machine.`);
  }
  const target = join(serversFolder(), release);
  rmSync(target, { recursive: true, force: true });
  renameSync(unpacked, target);
}

async function must(program, args, cwd) {
  const { code, output } = await run(program, args, { cwd });
  if (code === 0) return;
  const words = output.trim().split('\n').slice(-6).join('\n');
  throw notFetched(`"${program} ${args.at(-2)} ${args.at(-1)}" failed:\n${words}`);
}

function notFetched(reason) {
  return new SetupError(
    `No nats-server from ${OLDEST_SUITABLE} on was found. ${reason}`,
    `Put one on the PATH: "apt-get install nats-server" on Debian 13 or later, "brew install nats-server" on macOS,\n` +
      'or the binary of a release of github.com/nats-io/nats-server. Then try again.',
  );
}
