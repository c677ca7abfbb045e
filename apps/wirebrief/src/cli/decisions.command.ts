import { userInfo } from 'node:os';

import { type Command } from 'commander';
import { type DecisionReceipt, type DecisionView } from '@wirebrief/application';
import { type ClaimView, type DecisionWish, decisionInputSchema } from '@wirebrief/briefing';

import { parseShape } from './input';
import { numberIn } from './number';
import { doAt, type Place, placed, storyPathOf } from './place';
import { askServer } from './remote';
import { localTime } from './local-time';
import { columns, type Terminal } from './terminal';

interface DecisionOptions extends Place {
  readonly author: string;
  readonly reason: string;
}

/** Arguments and options of one type of decision, and what they make of it. */
interface Form {
  readonly name: DecisionWish['type'];
  readonly args: string;
  readonly description: string;
  readonly example: string;
  readonly options?: readonly (readonly [string, string])[];
  readonly wish: (args: readonly unknown[], options: Readonly<Record<string, unknown>>) => object;
}

const CLAIM = 'a-0f2d6c9b1e8a4d5f7b3c2a10.c4b1f0a7d2e93';
const ARTICLES = 'a-0f2d6c9b1e8a4d5f7b3c2a10 a-77e1d90c5b2f4a6e8d3c1b09';

const FORMS: readonly Form[] = [
  {
    name: 'accept',
    args: '<claim>',
    description: 'a claim is read rightly; overrules a rejection',
    example: CLAIM,
    wish: ([claim]) => ({ claim }),
  },
  {
    name: 'reject',
    args: '<claim>',
    description: 'a claim does not count',
    example: CLAIM,
    options: [['--recall', 'recall the editions that used it, not only supersede them']],
    wish: ([claim], { recall }) => ({ claim, recall: recall === true }),
  },
  {
    name: 'amend',
    args: '<claim> <field=value...>',
    description: 'set how a claim is read: min, max, group, effect, claimant …',
    example: `${CLAIM} min=7 max=7`,
    wish: ([claim, fields]) => ({ claim, set: fieldsOf(fields as readonly string[]) }),
  },
  {
    name: 'assign',
    args: '<claim> <incident>',
    description: 'a figure is of another incident: "main", a key, or a name',
    example: `${CLAIM} "attack at the airport"`,
    wish: ([claim, incident]) => ({ claim, incident }),
  },
  {
    name: 'merge-claimants',
    args: '<name...>',
    description: 'several names are one speaker',
    example: '"Gen. Jane Roe" "the head of the command"',
    options: [['--into <name>', 'the name that is printed; the first without it']],
    wish: ([names], { into }) => ({ names, ...(into !== undefined && { into }) }),
  },
  {
    name: 'split-claimants',
    args: '<name...>',
    description: 'each of the names is a speaker of its own',
    example: '"Gen. Jane Roe" "Maj. John Roe"',
    wish: ([names]) => ({ names }),
  },
  {
    name: 'merge-articles',
    args: '<article...>',
    description: 'articles are copies of one text and count once',
    example: ARTICLES,
    wish: ([articles]) => ({ articles }),
  },
  {
    name: 'split-articles',
    args: '<article...>',
    description: 'each of the articles is a source of its own',
    example: 'a-0f2d6c9b1e8a4d5f7b3c2a10',
    wish: ([articles]) => ({ articles }),
  },
  {
    name: 'merge-incidents',
    args: '<key...>',
    description: 'several incidents are one',
    example: 'main event-2021-08-29',
    options: [['--into <key>', '"main" or the first without it']],
    wish: ([incidents], { into }) => ({ incidents, ...(into !== undefined && { into }) }),
  },
  {
    name: 'split-incident',
    args: '<key> <as> <id...>',
    description: 'in these articles the incident is another one',
    example: 'main "the second strike" a-0f2d6c9b1e8a4d5f7b3c2a10',
    wish: ([incident, into, articles]) => ({ incident, into, articles }),
  },
  {
    name: 'pin',
    args: '<claim>',
    description: 'a claim stands first among the highlights',
    example: CLAIM,
    wish: ([claim]) => ({ claim }),
  },
  {
    name: 'note',
    args: '<text>',
    description: 'a note that is printed',
    example: '"Two articles were read in translation."',
    wish: ([text]) => ({ text }),
  },
  {
    name: 'undo',
    args: '<number>',
    description: 'a decision holds no longer',
    example: '3',
    wish: ([number]) => ({ decision: numberIn(number) }),
  },
];

export function addDecisions(program: Command, terminal: Terminal): void {
  const decisions = program
    .command('decisions')
    .description('what editors decide on claims, speakers, sources and incidents')
    .configureHelp({ subcommandTerm: (one) => one.name() })
    .addHelpText(
      'after',
      `
Each goes to the data folder, or with --url to a running server, with who
decides and why.

Examples:
  wirebrief decisions claims kabul-strike --find killed
  wirebrief decisions list kabul-strike
  wirebrief decisions undo kabul-strike 3 --reason "the outlet stands by it"`,
    );
  placed(decisions.command('list').argument('<story>', 'id of the story'))
    .description('list the decisions, oldest first')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', '\nExample:\n  wirebrief decisions list kabul-strike')
    .action((story: string, options: Place & { readonly json?: true }) =>
      list(story, options, terminal),
    );
  placed(decisions.command('claims').argument('<story>', 'id of the story'))
    .description('list the claims that can be decided on, with their ids')
    .option('--find <words>', 'only those that hold these words')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', '\nExample:\n  wirebrief decisions claims kabul-strike --find children')
    .action((story: string, options: ClaimsOptions) => claims(story, options, terminal));
  for (const form of FORMS) addForm(decisions, form, terminal);
}

function addForm(decisions: Command, form: Form, terminal: Terminal): void {
  const { name, args, description, example, options = [], wish } = form;
  const command = placed(decisions.command(name).argument('<story>', 'id of the story'))
    .arguments(args)
    .description(description)
    .requiredOption('--reason <words>', 'why; printed where it changes what an edition says')
    .option('--author <name>', 'who decides', defaultAuthor());
  for (const [flags, text] of options) command.option(flags, text);
  command
    .addHelpText(
      'after',
      `\nExample:\n  wirebrief decisions ${name} kabul-strike \\\n    ${example} \\\n    --reason "read twice"`,
    )
    .action((...given: readonly unknown[]) => {
      // Commander gives the arguments, then the options, then the command.
      const [story, ...rest] = given.slice(0, -2);
      const chosen = given.at(-2) as DecisionOptions & Readonly<Record<string, unknown>>;
      return decide(story as string, { type: name, ...wish(rest, chosen) }, chosen, terminal);
    });
}

/** The name of this user, where the system tells one. */
function defaultAuthor(): string {
  try {
    return userInfo().username;
  } catch {
    return 'editor';
  }
}

/** `min=7`, `max=null`, `group=children`, `claimant=Gen. Roe/official`. */
function fieldsOf(fields: readonly string[]): object {
  return Object.fromEntries(
    fields.map((field) => {
      const at = field.indexOf('=');
      const [name, value] = [field.slice(0, at), field.slice(at + 1)];
      return [name, valueOf(name, value)];
    }),
  );
}

function valueOf(name: string, value: string): unknown {
  if (value === 'null') return null;
  if (name === 'min' || name === 'max') return numberIn(value);
  if (name !== 'claimant') return value;
  const [who, role = 'person'] = value.split('/');
  return { name: who, role };
}

async function decide(
  story: string,
  decision: object,
  { author, reason, ...place }: DecisionOptions,
  terminal: Terminal,
): Promise<void> {
  const input = parseShape(decisionInputSchema, { author, reason, decision }, 'The decision');
  const receipt = await doAt<DecisionReceipt>(
    place,
    (url) => askServer(url, 'POST', `${storyPathOf(story)}/decisions`, input),
    ({ decisionDesk }, meta) => decisionDesk.decide(story, input, meta),
  );
  const word = receipt.outcome === 'recorded' ? 'recorded' : 'holds already';
  terminal.out(`${word}  decision ${receipt.number} of ${receipt.storyId}`);
}

async function list(
  story: string,
  { json, ...place }: Place & { readonly json?: true },
  terminal: Terminal,
): Promise<void> {
  const views = await doAt<readonly DecisionView[]>(
    place,
    (url) => askServer(url, 'GET', `${storyPathOf(story)}/decisions`),
    ({ decisionDesk }) => decisionDesk.list(story),
  );
  if (json === true) {
    for (const view of views) terminal.out(JSON.stringify(view));
  } else if (views.length === 0) {
    terminal.note('No decision has been made. Find claims: wirebrief decisions claims STORY');
  } else {
    const rows = views.map(({ number, at, author, decision, reason, undoneBy }) => {
      const undone = undoneBy === null ? '' : ` (undone by ${undoneBy})`;
      return [String(number), localTime(at), author, decision.type, `${reason}${undone}`];
    });
    const head = ['NO', 'RECORDED', 'AUTHOR', 'DECISION', 'REASON'];
    terminal.out(columns([head, ...rows], terminal.width));
  }
}

interface ClaimsOptions extends Place {
  readonly find?: string;
  readonly json?: true;
}

async function claims(
  story: string,
  { find, json, ...place }: ClaimsOptions,
  terminal: Terminal,
): Promise<void> {
  const all = await doAt<readonly ClaimView[]>(
    place,
    (url) => askServer(url, 'GET', `${storyPathOf(story)}/claims`),
    ({ decisionDesk }) => decisionDesk.claims(story),
  );
  const words = find?.toLowerCase() ?? '';
  const found = all.filter(({ reading, quote, claimant, outlet }) =>
    [reading, quote, claimant, outlet].some((text) => text.toLowerCase().includes(words)),
  );
  for (const view of found) {
    const { id, reading, claimant, outlet, standing, quote } = view;
    const mark = standing === 'counts' ? '' : `  [${standing}]`;
    terminal.out(
      json === true
        ? JSON.stringify(view)
        : `${id}  ${reading}  (${claimant}, ${outlet})${mark}\n  “${quote.replace(/\s+/g, ' ')}”`,
    );
  }
  if (found.length === 0) terminal.note('No claim was found.');
}
