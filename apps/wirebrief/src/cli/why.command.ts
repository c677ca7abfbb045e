import { join } from 'node:path';

import { type Command } from 'commander';
import {
  EditionArchive,
  type Provenance,
  ProvenanceDesk,
  type QuoteProvenance,
} from '@wirebrief/application';
import { FolderBlobStore } from '@wirebrief/blob-store';
import { type PrintedFigure } from '@wirebrief/briefing';
import { type Claim } from '@wirebrief/claims';
import { readSettings } from '@wirebrief/composition';
import { WirebriefError } from '@wirebrief/kernel';

import { withStories } from '../composition/reading';
import { columns, type Terminal } from './terminal';

interface WhyOptions {
  readonly data?: string;
  readonly json?: true;
}

export function addWhy(program: Command, terminal: Terminal): void {
  program
    .command('why')
    .description(
      'walk from a printed figure back to quote, revision, article, analyser and editors',
    )
    .argument('<edition>', 'STORY/NUMBER, STORY/latest, or the name of a file of the edition')
    .argument('[figure]', 'its reference, or the label of a quote (3a); without it, all are listed')
    .option('--json', 'as JSON')
    .option('--data <dir>', 'data folder (DATA_DIR, default ./data)')
    .addHelpText(
      'after',
      `
Examples:
  wirebrief why kabul-strike/latest
  wirebrief why kabul-strike/8 civilians-killed
  wirebrief why kabul-strike-edition-08.pdf 3a`,
    )
    .action(async (edition: string, figure: string | undefined, options: WhyOptions) => {
      const { storyId, number } = addressOf(edition);
      const settings = readSettings(options);
      await withStories(settings, async (stories, store) => {
        const blobs = await FolderBlobStore.open(join(settings.config.dataDir, 'blobs'));
        const desk = new ProvenanceDesk(store, new EditionArchive(stories, blobs));
        const isJson = options.json === true;
        if (figure === undefined) {
          const figures = await desk.figures(storyId, number);
          terminal.out(isJson ? JSON.stringify(figures) : listText(figures, terminal.width));
        } else {
          const provenance = await desk.why(storyId, number, figure);
          terminal.out(isJson ? JSON.stringify(provenance) : textOf(provenance));
        }
      });
    });
}

const ADDRESS =
  /^(?<story>[a-z0-9-]+?)(?:\/|-(?:edition|flash)-0*)(?<number>[1-9]\d{0,8}|latest)(?:\.[a-z]+)?$/;

function addressOf(text: string): { readonly storyId: string; readonly number: number | 'latest' } {
  const { story, number } = ADDRESS.exec(text)?.groups ?? {};
  if (story !== undefined && number !== undefined)
    return { storyId: story, number: number === 'latest' ? number : Number(number) };
  throw new WirebriefError(
    'WB_EDITION_ADDRESS',
    'invalid',
    `"${text}" is no edition.`,
    'Give it as kabul-strike/8, kabul-strike/latest or kabul-strike-edition-08.pdf.',
  );
}

function listText(figures: readonly PrintedFigure[], width: number): string {
  const rows = figures.map(({ ref, value, label }) => [ref, value, label]);
  return columns([['FIGURE', 'VALUE', 'WHAT'], ...rows], width);
}

function textOf({ edition, figure, quotes }: Provenance): string {
  const { storyId, number, issuedAt, position, program } = edition;
  return [
    `${figure.label}: ${figure.value}`,
    ...(figure.rule === '' ? [] : [`  ${figure.rule}`]),
    `  edition ${number} of ${storyId}, issued ${issuedAt} as of position ${position}, by ${program}`,
    ...quotes.map(quoteText),
  ].join('\n');
}

function quoteText({ label, outlet, url, quote, isExact, ...rest }: QuoteProvenance): string {
  const { revision, analysis, decisions, since } = rest;
  const place = `characters ${quote.start} to ${quote.end}`;
  const when = revision.versionTime ?? revision.publishedAt ?? 'at an unknown time';
  return [
    '',
    `${label}  “${quote.text}”`,
    `    ${isExact ? `${place}, found there again` : `${place}, NOT what the recorded text says there`}`,
    `    revision ${revision.number} of ${when}, text ${revision.textHash.slice(0, 12)}, recorded at position ${revision.position}`,
    `    “${revision.headline}”, ${outlet}${url === null ? '' : `, ${url}`}`,
    ...(analysis === null
      ? ['    no analysis of it is in the log']
      : [
          `    read by ${analysis.analyser} at position ${analysis.position} as`,
          ...analysis.claims.map((claim) => `      ${claimText(claim)}`),
        ]),
    ...decisions.map((line) => `    editor: ${line.trim()}`),
    ...since.map((line) => `    since: ${line.trim()}`),
  ].join('\n');
}

function claimText(claim: Claim): string {
  const by =
    claim.claimant === null
      ? 'the outlet itself'
      : `${claim.claimant.name} (${claim.claimant.role})`;
  return `${claim.kind}: ${contentText(claim)}; said by ${by}`;
}

function contentText(claim: Claim): string {
  switch (claim.kind) {
    case 'figure':
      return `${claim.group} ${claim.effect}, ${claim.qualifier}, “${claim.wording}”${claim.incident.label === '' ? '' : `, of ${claim.incident.label}`}`;
    case 'strike fact':
      return `${claim.aspect}, ${claim.value}`;
    case 'position':
      return `${claim.actor} ${claim.line}`;
    case 'option':
      return `${claim.option}, ${claim.constraint ? 'a limit' : claim.stance}`;
  }
}
