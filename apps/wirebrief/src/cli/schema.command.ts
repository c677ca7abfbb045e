import { join } from 'node:path';

import { type Command } from 'commander';
import { asyncApi, jsonSchemaOf, MESSAGE_TYPES, messageTypeOf } from '@wirebrief/messages';

import { findProject } from '@wirebrief/composition';
import { writeOutput } from './output';
import { columns, counted, type Terminal } from './terminal';

interface SchemaOptions {
  readonly list?: true;
  readonly asyncapi?: true;
  readonly out?: string;
}

export function addSchema(program: Command, terminal: Terminal): void {
  program
    .command('schema')
    .description('print the JSON schemas of messages, or all of them as AsyncAPI')
    .argument('[message]', 'name or subject; without it, all, one JSON object a line')
    .option('--list', 'names and subjects only')
    .option('--asyncapi', 'an AsyncAPI 3.0 document of all messages')
    .option('--out <dir>', 'write each into a file <name>.schema.json, or asyncapi.json')
    .addHelpText(
      'after',
      `
The schemas are JSON Schema 2020-12, each with an example.

Examples:
  wirebrief schema --list
  wirebrief schema article-update
  wirebrief schema wirebrief.editions.issue | jq .examples[0]
  wirebrief schema --out schemas
  wirebrief schema --asyncapi > asyncapi.json`,
    )
    .action((name: string | undefined, options: SchemaOptions) =>
      printSchemas(name, options, terminal),
    );
}

async function printSchemas(
  name: string | undefined,
  { list, asyncapi, out }: SchemaOptions,
  terminal: Terminal,
): Promise<void> {
  const wanted = name === undefined ? MESSAGE_TYPES : [messageTypeOf(name)];
  if (list === true) {
    const rows = wanted.map(({ type, direction, subject }) => [
      ...[type.name, direction, subject ?? '(reply subject)', type.title],
    ]);
    const head = ['MESSAGE', 'DIRECTION', 'SUBJECT', 'TITLE'];
    terminal.out(columns([head, ...rows], terminal.width));
    return;
  }
  if (asyncapi === true) {
    await give({ 'asyncapi.json': asyncApi(findProject().version) }, out, terminal);
    return;
  }
  const schemas = wanted.map(({ type }) => [`${type.name}.schema.json`, jsonSchemaOf(type)]);
  await give(Object.fromEntries(schemas) as Documents, out, terminal);
}

type Documents = Readonly<Record<string, object>>;

/** By file name: into files, or else on standard output, where several are one JSON object a line. */
async function give(
  documents: Documents,
  out: string | undefined,
  terminal: Terminal,
): Promise<void> {
  const entries = Object.entries(documents);
  if (out === undefined) {
    const indent = entries.length === 1 ? 2 : 0;
    for (const [, document] of entries) terminal.out(JSON.stringify(document, null, indent));
    return;
  }
  for (const [file, document] of entries)
    await writeOutput(join(out, file), `${JSON.stringify(document, null, 2)}\n`);
  terminal.note(`${counted(entries.length, 'file', 'files')} in ${out}`);
}
