import { type Command } from 'commander';

import { type SendOptions } from './send-message';
import { type Terminal } from './terminal';

export function addSend(program: Command, terminal: Terminal): void {
  program
    .command('send')
    .description('send a message over NATS and print the answer')
    .argument('<message>', 'name or subject, see `wirebrief schema --list`')
    .argument('<json>', 'the message; - reads it from standard input')
    .option('--nats <url>', 'address of the NATS server (NATS_URL)')
    .option('--id <id>', 'sending it again with the same id orders no second edition')
    .option('--timeout <seconds>', 'how long to wait for the answer', '30')
    .addHelpText(
      'after',
      `
Examples:
  wirebrief send edition-order '{"story": "kabul-strike"}' \\
    --nats nats://127.0.0.1:4222
  wirebrief send wirebrief.articles.submit - < update.json
  wirebrief send wirebrief.inbox.articles - < update.json    kept until recorded
  wirebrief send rebuild-request '{"story": "kabul-strike"}' | jq -r .due`,
    )
    .action(async (message: string, json: string, options: SendOptions) => {
      // The client of NATS takes a tenth of a second to load.
      const { sendMessage } = await import('./send-message.js');
      await sendMessage(message, json, options, terminal);
    });
}
