import { type Command, Option } from 'commander';
import { type RebuildReceipt, type TriggerView } from '@wirebrief/application';
import { CHANGE_KINDS } from '@wirebrief/briefing';
import { type TriggerRule, triggerRuleSchema } from '@wirebrief/triggers';

import { parseShape } from './input';
import { numberIn } from './number';
import { doAt, type Place, placed, storyPathOf } from './place';
import { askServer } from './remote';
import { localTime } from './local-time';
import { columns, type Terminal } from './terminal';

interface SetOptions extends Place {
  readonly on?: true;
  readonly off?: true;
  readonly material?: readonly string[];
  readonly quiet?: string;
  readonly longest?: string;
  /** False: none. */
  readonly flash?: string | false;
}

export function addTriggers(program: Command, terminal: Terminal): void {
  const triggers = program
    .command('triggers')
    .description('what makes editions of a story due by themselves')
    .addHelpText(
      'after',
      `
Each goes to the data folder, or with --url to a running server.

Examples:
  wirebrief triggers show kabul-strike
  wirebrief triggers set kabul-strike --material figures withdrawals --quiet 60
  wirebrief triggers set kabul-strike --flash 10
  wirebrief triggers set kabul-strike --off
  wirebrief triggers rebuild kabul-strike --url http://127.0.0.1:3000
  wirebrief triggers hook kabul-strike newsroom-cms`,
    );
  placed(triggers.command('show').argument('<story>', 'id of the story'))
    .description('the rule, what is pending and when it is due, and the hooks')
    .addHelpText('after', '\nExample:\n  wirebrief triggers show kabul-strike')
    .action((story: string, options: Place) => show(story, options, terminal));
  placed(triggers.command('set').argument('<story>', 'id of the story'))
    .description('change the rule; what is not given stays as it is')
    .option('--on', 'a material change makes an edition due')
    .addOption(new Option('--off', 'only requests and hooks do').conflicts('on'))
    .addOption(new Option('--material <kind...>', 'what is material').choices([...CHANGE_KINDS]))
    .option('--quiet <seconds>', 'due when nothing more has come for so long')
    .option('--longest <seconds>', 'nobody waits longer than this')
    .option('--flash <seconds>', 'a flash goes out at once, and at most one in so many seconds')
    .option('--no-flash', 'nothing goes out before the edition')
    .addHelpText(
      'after',
      '\nExample:\n  wirebrief triggers set kabul-strike --material figures --quiet 60 --flash 10',
    )
    .action((story: string, options: SetOptions) => set(story, options, terminal));
  placed(triggers.command('rebuild').argument('<story>', 'id of the story'))
    .description('request an edition, together with what else comes until it has been quiet')
    .option('--reason <words>', 'why, for the log', '')
    .addHelpText(
      'after',
      '\nExample:\n  wirebrief triggers rebuild kabul-strike --reason "a source has called"',
    )
    .action((story: string, options: Place & { readonly reason: string }) =>
      rebuild(story, options, terminal),
    );
  placed(triggers.command('hook').argument('<story>').argument('<name>', 'who will call it'))
    .description('create an address at which another program can request an edition')
    .addHelpText('after', '\nExample:\n  wirebrief triggers hook kabul-strike newsroom-cms')
    .action((story: string, name: string, options: Place) => hook(story, name, options, terminal));
  placed(triggers.command('revoke').argument('<story>').argument('<name>', 'name of the hook'))
    .description('revoke a hook: its address answers no longer')
    .addHelpText('after', '\nExample:\n  wirebrief triggers revoke kabul-strike newsroom-cms')
    .action((story: string, name: string, options: Place) =>
      revoke(story, name, options, terminal),
    );
}

const current = (story: string, place: Place): Promise<TriggerView> =>
  doAt(
    place,
    (url) => askServer(url, 'GET', `${storyPathOf(story)}/triggers`),
    ({ triggerDesk }) => triggerDesk.show(story),
  );

async function show(story: string, place: Place, terminal: Terminal): Promise<void> {
  terminal.out(described(await current(story, place)));
}

async function set(story: string, options: SetOptions, terminal: Terminal): Promise<void> {
  const { rule: before } = await current(story, options);
  const rule = parseShape(triggerRuleSchema, { ...before, ...changed(options) }, 'The rule');
  const view = await doAt<TriggerView>(
    options,
    (url) => askServer(url, 'PUT', `${storyPathOf(story)}/triggers`, rule),
    ({ triggerDesk }, meta) => triggerDesk.set(story, rule, meta),
  );
  terminal.out(described(view));
}

/** As given: the schema of the rule says what is wrong with it. */
type Changed = Partial<Record<keyof TriggerRule, unknown>>;

function changed({ on, off, material, quiet, longest, flash }: SetOptions): Changed {
  return {
    ...(on === true && { onChange: true }),
    ...(off === true && { onChange: false }),
    ...(material !== undefined && { material }),
    ...(quiet !== undefined && { quietSeconds: numberIn(quiet) }),
    ...(longest !== undefined && { longestWaitSeconds: numberIn(longest) }),
    ...(flash !== undefined && { flashSeconds: flash === false ? null : numberIn(flash) }),
  };
}

async function rebuild(
  story: string,
  { reason, ...place }: Place & { readonly reason: string },
  terminal: Terminal,
): Promise<void> {
  const receipt = await doAt<RebuildReceipt>(
    place,
    (url) => askServer(url, 'POST', `${storyPathOf(story)}/rebuild`, { reason }),
    ({ triggerDesk }, meta) => triggerDesk.request(story, { reason }, meta),
  );
  terminal.out(`requested  ${receipt.storyId}  due ${receipt.due}`);
  if (place.url === undefined) terminal.note('The server issues it once it runs.');
}

async function hook(story: string, name: string, place: Place, terminal: Terminal): Promise<void> {
  const token = await doAt(
    place,
    async (url) => {
      const path = `${storyPathOf(story)}/hooks/${encodeURIComponent(name)}`;
      return (await askServer<{ readonly token: string }>(url, 'PUT', path)).token;
    },
    ({ triggerDesk }, meta) => triggerDesk.createHook(story, name, meta),
  );
  terminal.note('The token in it is not shown again. Whoever has it can request editions.');
  terminal.out(`${place.url?.replace(/\/$/, '') ?? ''}${storyPathOf(story)}/hooks/${token}`);
}

async function revoke(
  story: string,
  name: string,
  place: Place,
  terminal: Terminal,
): Promise<void> {
  await doAt(
    place,
    async (url) => {
      await askServer(url, 'DELETE', `${storyPathOf(story)}/hooks/${encodeURIComponent(name)}`);
    },
    ({ triggerDesk }, meta) => triggerDesk.revokeHook(story, name, meta),
  );
  terminal.out(`revoked  ${name}`);
}

function described({ storyId, rule, pending, failure, hooks }: TriggerView): string {
  const flash = pending?.flash == null ? '' : `; flash due ${localTime(pending.flash, 'medium')}`;
  const due =
    pending === null
      ? 'nothing'
      : `${pending.causes.join(', ')}; due ${localTime(pending.due, 'medium')}${flash}`;
  return columns([
    ['story', storyId],
    ['on change', rule.onChange ? 'on' : 'off'],
    ['material', rule.material.join(', ')],
    ['quiet period', `${rule.quietSeconds} s`],
    ['longest wait', `${rule.longestWaitSeconds} s`],
    ['flashes', rule.flashSeconds === null ? 'none' : `one in ${rule.flashSeconds} s at most`],
    ['pending', due],
    ...(failure === null ? [] : [['given up', failure.message]]),
    ['hooks', hooks.length === 0 ? 'none' : hooks.join(', ')],
  ]);
}
