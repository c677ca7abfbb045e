import { type Command } from 'commander';
import {
  type EventStore,
  EVENT_TYPES,
  EventTeller,
  fromRecorded,
  storiesOfEvent,
  storyStream,
  unknownStoryError,
} from '@wirebrief/application';
import { type RecordedEvent, recordedEvents, WirebriefError } from '@wirebrief/kernel';

import { readSettings, withLog } from '@wirebrief/composition';
import { instantOf } from './instant';
import { type Terminal } from './terminal';

interface EventsOptions {
  readonly data?: string;
  readonly story?: string;
  readonly type?: readonly string[];
  readonly after?: string;
  readonly until?: string;
  readonly asOf?: string;
  readonly json?: true;
}

export function addEvents(program: Command, terminal: Terminal): void {
  program
    .command('events')
    .description('print the log, filtered: one JSON object a line, or a story in words')
    .option('--story <id>', 'only events that concern this story, told in one line each')
    .option('--json', 'with --story, one JSON object a line')
    .option('--type <type...>', 'only events of these types')
    .option('--after <position>', 'from behind this position of the log')
    .option('--until <position>', 'up to this position')
    .option('--as-of <instant>', 'up to what was recorded at this instant (RFC 3339)')
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .addHelpText(
      'after',
      `
The log can be read while a server writes it.

Examples:
  wirebrief events --story kabul-strike
  wirebrief events --story kabul-strike --type ArticleKilled EditionIssued
  wirebrief events --as-of 2026-01-31T09:00:00Z | jq .type`,
    )
    .action((options: EventsOptions) =>
      withLog(readSettings(options).config, (store) => printEvents(store, options, terminal)),
    );
}

async function printEvents(
  store: EventStore,
  options: EventsOptions,
  terminal: Terminal,
): Promise<void> {
  options.type?.forEach(assertType);
  if (options.story !== undefined) await assertStory(store, options.story);
  const until = await endOf(store, options);
  const print = await printerOf(store, options, terminal);
  const filter = options.type === undefined ? {} : { filter: { types: options.type } };
  for await (const batch of store.readAll({
    after: positionOf(options.after, '--after') ?? 0,
    until,
    ...filter,
  })) {
    if (terminal.isUnheard()) return;
    for (const event of batch.commits.flatMap(recordedEvents)) {
      if (isWanted(event, options)) print(event);
    }
  }
}

async function printerOf(
  store: EventStore,
  { story, json }: EventsOptions,
  terminal: Terminal,
): Promise<(event: RecordedEvent) => void> {
  if (story === undefined || json === true)
    return (event) => {
      terminal.out(JSON.stringify(event));
    };
  const known = [];
  const types = ['ArticleReceived', 'ArticleKilled'];
  for await (const { commits } of store.readAll({ after: 0, filter: { types } }))
    known.push(...commits.flatMap(recordedEvents).map(fromRecorded));
  const teller = new EventTeller(known);
  return (event) => {
    terminal.out(teller.line(fromRecorded(event)));
  };
}

async function assertStory(store: EventStore, story: string): Promise<void> {
  if ((await store.streamHead(storyStream(story))) !== undefined) return;
  const known: string[] = [];
  const filter = { types: ['StoryOpened'] };
  for await (const { commits } of store.readAll({ after: 0, filter }))
    known.push(...commits.flatMap(recordedEvents).flatMap(storiesOfEvent));
  throw unknownStoryError(story, known);
}

function assertType(type: string): void {
  if (EVENT_TYPES.includes(type)) return;
  const like = EVENT_TYPES.find((known) => known.toLowerCase() === type.toLowerCase());
  throw new WirebriefError(
    'WB_OPTION',
    'invalid',
    `"${type}" is no type of events.`,
    like === undefined ? `There are ${EVENT_TYPES.join(', ')}.` : `Give it as ${like}.`,
  );
}

async function endOf(store: EventStore, { until, asOf }: EventsOptions): Promise<number> {
  const ends = [await store.head(), positionOf(until, '--until')];
  if (asOf !== undefined) ends.push(await store.positionAt(instantOf(asOf, '--as-of')));
  return Math.min(...ends.filter((end) => end !== undefined));
}

function isWanted(event: RecordedEvent, { story, type }: EventsOptions): boolean {
  if (type !== undefined && !type.includes(event.type)) return false;
  return story === undefined || storiesOfEvent(event).includes(story);
}

function positionOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined || /^\d{1,15}$/.test(text))
    return text === undefined ? undefined : Number(text);
  throw new WirebriefError(
    'WB_OPTION',
    'invalid',
    `${option} must be a position of the log.`,
    `Give a whole number: ${option} 120.`,
  );
}
