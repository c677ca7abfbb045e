import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { run, say, SetupError } from './project.mjs';

/** Programs that npm does not bring: any of `commands` will do; `package` is the Debian and Ubuntu name. */
const PROGRAMS = [
  { commands: ['g++', 'c++', 'clang++'], package: 'g++', neededFor: 'compile' },
  { commands: ['make', 'gmake'], package: 'make', neededFor: 'compile' },
  { commands: ['python3', 'python'], package: 'python3', neededFor: 'compile' },
  {
    commands: ['chromium', 'chromium-browser', 'google-chrome'],
    package: 'chromium',
    neededFor: 'test',
  },
  { commands: ['pdfinfo'], package: 'poppler-utils', neededFor: 'test' },
  { commands: ['pdftotext'], package: 'poppler-utils', neededFor: 'test' },
  { commands: ['pdftoppm'], package: 'poppler-utils', neededFor: 'test' },
  { commands: ['pdffonts'], package: 'poppler-utils', neededFor: 'test' },
  { commands: ['pdfdetach'], package: 'poppler-utils', neededFor: 'test' },
  { commands: ['qpdf'], package: 'qpdf', neededFor: 'test' },
  { commands: ['nats-server', '/usr/sbin/nats-server'], package: 'nats-server', neededFor: 'test' },
];

const PURPOSES = {
  compile: 'to compile the embedded database once',
  test: 'by the tests that look at real pages and PDF files',
};

/** Installs what is missing for the purpose (`compile` or `test`) where that needs no password, else says how. */
export async function ensurePrograms(purpose) {
  const missing = missingPrograms(purpose);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((program) => program.package))];
  const names = missing.map((program) => program.commands[0]).join(', ');
  const rights = await installRights();
  const commands = installCommands(packages);
  if (rights === undefined) throw notInstalled(names, purpose, commands);
  say(
    `Missing ${names}, needed ${PURPOSES[purpose]}. Installing: ${packages.join(' ')} (apt-get).`,
  );
  for (const command of commands) await install([...rights, ...command]);
  const still = missingPrograms(purpose);
  if (still.length > 0) {
    throw notInstalled(still.map((program) => program.commands[0]).join(', '), purpose, commands);
  }
}

function missingPrograms(purpose) {
  return PROGRAMS.filter(
    (program) => program.neededFor === purpose && !program.commands.some(isOnPath),
  );
}

function isOnPath(command) {
  const folders = isAbsolute(command) ? ['/'] : (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The words before apt-get that make it work here without a password; undefined when nothing does. */
async function installRights() {
  if (!isOnPath('apt-get')) return undefined;
  if (process.getuid?.() === 0) return [];
  if (!isOnPath('sudo')) return undefined;
  const { code } = await run('sudo', ['-n', 'true']);
  return code === 0 ? ['sudo', '-n'] : undefined;
}

function installCommands(packages) {
  return [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends', ...packages],
  ];
}

async function install([program, ...args]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output } = await run(program, args, { env });
  if (code === 0) return;
  throw new SetupError(
    `"${[program, ...args].join(' ')}" failed.`,
    `Its last words:\n${output.trim().split('\n').slice(-8).join('\n')}`,
  );
}

function notInstalled(names, purpose, commands) {
  const line = commands.map((command) => `sudo ${command.join(' ')}`).join(' && ');
  return new SetupError(
    `Not found: ${names}, needed ${PURPOSES[purpose]}.`,
    `On Debian or Ubuntu run:\n${line}\nElsewhere install the programs of these names and try again.`,
  );
}
