import { type Command } from 'commander';
import { differenceOf, EditionVerifier, type Verification } from '@wirebrief/application';
import { enginePorts, memoryStores, readSettings, withLog } from '@wirebrief/composition';
import { WirebriefError } from '@wirebrief/kernel';

import { editionOf } from './edition-of';
import { storyPathOf } from './place';
import { askServer } from './remote';
import { counted, type Terminal } from './terminal';

interface VerifyOptions {
  readonly data?: string;
  readonly url?: string;
  readonly json?: true;
}

export function addVerify(program: Command, terminal: Terminal): void {
  program
    .command('verify')
    .description('rebuild issued editions from the log, and compare every file to the byte')
    .argument('<story>', 'id of the story')
    .argument('[edition]', 'number of the edition, or latest; without it, all of them')
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .option('--url <address>', 'a running server, instead of the data folder (one edition)')
    .option('--json', 'one JSON object a line')
    .addHelpText(
      'after',
      `
Only reads, also while a server runs. Set TEMPLATES_DIR to the templates that
the editions were issued with. Exit code 5 when a file differs.

Examples:
  wirebrief verify kabul-strike
  wirebrief verify kabul-strike 3
  wirebrief verify kabul-strike latest --url http://127.0.0.1:3000`,
    )
    .action((story: string, edition: string | undefined, options: VerifyOptions) =>
      verify(story, edition, options, terminal),
    );
}

async function verify(
  story: string,
  edition: string | undefined,
  options: VerifyOptions,
  terminal: Terminal,
): Promise<void> {
  let differing = 0;
  const report = (verification: Verification): void => {
    if (!verification.isSame) differing += 1;
    if (options.json === true) terminal.out(JSON.stringify(verification));
    else terminal.out(linesOf(verification).join('\n'));
  };
  const number = edition === undefined ? 'all' : editionOf(edition);
  if (options.url === undefined) {
    const settings = readSettings(options);
    await withLog(settings.config, async (store) => {
      const { renderer, taxonomy, program } = enginePorts(memoryStores(), settings);
      const verifier = new EditionVerifier({ store, renderer, taxonomy, program });
      terminal.progress('Folding the log');
      for await (const verification of verifier.verify(story, number)) report(verification);
    });
  } else {
    const which = number === 'all' ? 'latest' : number;
    const path = `${storyPathOf(story)}/editions/${which}/verification`;
    report(await askServer<Verification>(options.url, 'GET', path));
  }
  if (differing > 0) throw differs(differing);
}

function linesOf(verification: Verification): readonly string[] {
  const { number, position, forms, isSame, analysers } = verification;
  const head = `edition ${number}, position ${position}:`;
  if (isSame) return [`${head} the same to the byte (${forms.pdf.issued.slice(0, 12)} as PDF)`];
  return [
    `${head} differs`,
    ...Object.entries(forms).map(
      ([form, { issued, rebuilt, isSame: same }]) =>
        `  ${form.padEnd(4)}  ${same ? 'the same' : `issued ${issued.slice(0, 12)}, rebuilt ${rebuilt.slice(0, 12)}`}`,
    ),
    `  ${differenceOf(verification)}`,
    `  articles read by ${analysers.join(', ') || 'nobody'}`,
  ];
}

function differs(count: number): WirebriefError {
  return new WirebriefError(
    'WB_VERIFY_DIFFERS',
    'conflict',
    `${counted(count, 'edition', 'editions')} cannot be rebuilt to the byte.`,
    'Rebuild with the program and the templates named above; the issued files stay as they are.',
  );
}
