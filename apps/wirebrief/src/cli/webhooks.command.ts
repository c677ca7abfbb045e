import { type Command } from 'commander';
import {
  type DeliveryView,
  editionNumber,
  type SetWebhookView,
  type WebhookView,
} from '@wirebrief/application';

import { doAt, type Place, placed, storyPathOf } from './place';
import { askServer } from './remote';
import { localTime } from './local-time';
import { columns, type Terminal } from './terminal';

interface SetOptions extends Place {
  readonly rotateSecret?: true;
}

export function addWebhooks(program: Command, terminal: Terminal): void {
  const webhooks = program
    .command('webhooks')
    .description('who is told when an edition of a story is out')
    .addHelpText(
      'after',
      `
Each goes to the data folder, or with --url to a running server. The secret of a
new webhook is shown once.

Examples:
  wirebrief webhooks set kabul-strike desk-chat https://desk.example/wirebrief
  wirebrief webhooks deliveries kabul-strike desk-chat
  wirebrief webhooks redeliver kabul-strike desk-chat 3`,
    );
  placed(webhooks.command('set').argument('<story>').argument('<name>').argument('<address>'))
    .description('set the address of a webhook')
    .option('--rotate-secret', 'make a new secret; the one before signs no more')
    .addHelpText(
      'after',
      '\nExample:\n  wirebrief webhooks set kabul-strike desk-chat https://desk.example/wirebrief',
    )
    .action((story: string, name: string, address: string, options: SetOptions) =>
      set(story, name, address, options, terminal),
    );
  placed(webhooks.command('list').argument('<story>', 'id of the story'))
    .description('list the webhooks')
    .addHelpText('after', '\nExample:\n  wirebrief webhooks list kabul-strike')
    .action((story: string, place: Place) => list(story, place, terminal));
  placed(webhooks.command('remove').argument('<story>').argument('<name>'))
    .description('remove it; it gets nothing more')
    .addHelpText('after', '\nExample:\n  wirebrief webhooks remove kabul-strike desk-chat')
    .action((story: string, name: string, place: Place) => remove(story, name, place, terminal));
  placed(webhooks.command('deliveries').argument('<story>').argument('<name>'))
    .description('list what was sent, newest first')
    .addHelpText('after', '\nExample:\n  wirebrief webhooks deliveries kabul-strike desk-chat')
    .action((story: string, name: string, place: Place) =>
      deliveries(story, name, place, terminal),
    );
  placed(webhooks.command('redeliver').argument('<story>').argument('<name>').argument('<edition>'))
    .description('send an edition once more')
    .addHelpText('after', '\nExample:\n  wirebrief webhooks redeliver kabul-strike desk-chat 3')
    .action((story: string, name: string, edition: string, place: Place) =>
      redeliver(story, name, edition, place, terminal),
    );
}

const pathOf = (story: string, name: string): string =>
  `${storyPathOf(story)}/webhooks/${encodeURIComponent(name)}`;

async function set(
  story: string,
  name: string,
  url: string,
  options: SetOptions,
  terminal: Terminal,
): Promise<void> {
  const input = { url, rotateSecret: options.rotateSecret === true };
  const webhook = await doAt<SetWebhookView>(
    options,
    (server) => askServer(server, 'PUT', pathOf(story, name), input),
    ({ webhookDesk }, meta) => webhookDesk.set(story, name, input, meta),
  );
  if (webhook.secret === undefined) {
    terminal.out(`set  ${webhook.name}  ${webhook.url}`);
    return;
  }
  terminal.note('The secret is not shown again. The receiver checks signatures with it:');
  terminal.out(webhook.secret);
}

async function list(story: string, place: Place, terminal: Terminal): Promise<void> {
  const webhooks = await doAt<readonly WebhookView[]>(
    place,
    (server) => askServer(server, 'GET', `${storyPathOf(story)}/webhooks`),
    ({ webhookDesk }) => webhookDesk.list(story),
  );
  if (webhooks.length === 0) terminal.note('The story has no webhooks.');
  else
    terminal.out(
      columns(
        [
          ['NAME', 'STATE', 'ADDRESS'],
          ...webhooks.map(({ name, url, suspended }) => [name, suspended ?? 'active', url]),
        ],
        terminal.width,
      ),
    );
}

async function remove(
  story: string,
  name: string,
  place: Place,
  terminal: Terminal,
): Promise<void> {
  await doAt(
    place,
    async (server) => {
      await askServer(server, 'DELETE', pathOf(story, name));
    },
    ({ webhookDesk }, meta) => webhookDesk.remove(story, name, meta),
  );
  terminal.out(`removed  ${name}`);
}

async function deliveries(
  story: string,
  name: string,
  place: Place,
  terminal: Terminal,
): Promise<void> {
  const all = await doAt<readonly DeliveryView[]>(
    place,
    (server) => askServer(server, 'GET', `${pathOf(story, name)}/deliveries`),
    ({ webhookDesk }) => webhookDesk.deliveries(story, name),
  );
  if (all.length === 0) terminal.note('No edition has come out since the webhook was set.');
  else terminal.out(columns([HEAD, ...all.map(rowOf)], terminal.width));
}

const HEAD = ['EDITION', 'STATE', 'ATTEMPTS', 'LAST', 'TOOK', 'ANSWER', 'NEXT TRY'];

function rowOf({ edition, status, attempts, nextTryAt, log }: DeliveryView): readonly string[] {
  const last = log.at(-1);
  return [
    String(edition),
    status,
    String(attempts),
    last === undefined ? '' : localTime(last.startedAt, 'medium'),
    last === undefined ? '' : `${last.milliseconds} ms`,
    last === undefined ? '' : (last.failure ?? String(last.status)),
    nextTryAt === null ? '' : localTime(nextTryAt, 'medium'),
  ];
}

async function redeliver(
  story: string,
  name: string,
  text: string,
  place: Place,
  terminal: Terminal,
): Promise<void> {
  const edition = editionNumber(text, 'invalid', 'Give the number of an edition.');
  await doAt<DeliveryView>(
    place,
    (server) => askServer(server, 'POST', `${pathOf(story, name)}/deliveries/${edition}`, {}),
    ({ webhookDesk }, meta) => webhookDesk.redeliver(story, name, edition, meta),
  );
  terminal.out(`requested  ${name}  edition ${edition}`);
  if (place.url === undefined) terminal.note('The server sends it once it runs.');
}
