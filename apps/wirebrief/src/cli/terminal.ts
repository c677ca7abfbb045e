import { setImmediate } from 'node:timers/promises';

import { WirebriefError } from '@wirebrief/kernel';

/** What a command writes: results on standard output, everything else on standard error. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly note: (text: string) => void;
  /** Columns of standard output; infinite where it is no terminal. */
  readonly width: number;
  /** Replaces the line before on a terminal; elsewhere nothing is written. */
  readonly progress: (text: string) => void;
  readonly endProgress: () => void;
  /** Nothing more arrives on standard output: a command that only tells need not go on. */
  readonly isUnheard: () => boolean;
  /**
   * Throws `WB_OUTPUT_REFUSED` where a result could not be written, as on a full disk. A reader that has gone, such as
   * `head`, has what it wanted.
   */
  readonly assertWritten: () => Promise<void>;
}

export function systemTerminal(): Terminal {
  const isTerminal = process.stderr.isTTY;
  let isShown = false;
  const clear = (): void => {
    if (isShown) process.stderr.write('\r\x1b[2K');
    isShown = false;
  };
  // What a command records or serves does not depend on whether somebody reads along.
  let refusal: NodeJS.ErrnoException | undefined;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    refusal ??= error;
  });
  process.stderr.on('error', () => undefined);
  return {
    out: (text) => {
      clear();
      if (refusal !== undefined) return;
      process.stdout.write(`${process.stdout.isTTY ? visible(text) : text}\n`);
    },
    note: (text) => {
      clear();
      process.stderr.write(`${isTerminal ? visible(text) : text}\n`);
    },
    width: process.stdout.isTTY ? process.stdout.columns : Infinity,
    progress: (text) => {
      if (!isTerminal) return;
      clear();
      process.stderr.write(text.slice(0, Math.max(process.stderr.columns - 1, 20)));
      isShown = true;
    },
    endProgress: clear,
    isUnheard: () => refusal !== undefined,
    assertWritten: async () => {
      // A stream tells of what went wrong a moment later.
      await setImmediate();
      if (refusal !== undefined && refusal.code !== 'EPIPE') throw outputRefused(refusal);
    },
  };
}

const outputRefused = (cause: NodeJS.ErrnoException): WirebriefError =>
  new WirebriefError(
    'WB_OUTPUT_REFUSED',
    'unavailable',
    `Standard output cannot be written (${cause.code ?? cause.message}).`,
    'Free some space, or send it to another place.',
    { cause },
  );

const WIDTH = 24;

/** `[############............] 14 of 28`. */
export function bar(done: number, total: number): string {
  const filled = total === 0 ? WIDTH : Math.round((done / total) * WIDTH);
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${done} of ${total}`;
}

/** `1 story`, `2 stories`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Control characters of a message or a document as `\u001b`: they would be orders to the terminal, or reorder its text. */
export function visible(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** Fewer columns than these for the last cell of a row would make it a ribbon. */
const NARROWEST = 16;

/**
 * Columns as wide as their widest cell; the last one is left as it is. Of a table with a head that is wider than
 * `width`, the last cells take several lines; where too little is left for them, each cell has a line of its own.
 */
export function columns(rows: readonly (readonly string[])[], width = Infinity): string {
  const table = aligned(rows);
  const lines = table.split('\n');
  if (lines.every((line) => line.length <= width)) return table;
  const [head = [], ...body] = rows;
  const left = width - (lines[0] ?? '').lastIndexOf(head.at(-1) ?? '');
  if (left >= NARROWEST) {
    return aligned(
      rows.flatMap((row) =>
        folded(row.at(-1) ?? '', left).map((text, line) => [
          ...row.slice(0, -1).map((cell) => (line === 0 ? cell : '')),
          text,
        ]),
      ),
    );
  }
  return body.map((row) => aligned(head.map((name, at) => [name, row[at] ?? '']))).join('\n\n');
}

/** The words of the text in lines of that width; a longer word keeps a line of its own. */
function folded(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(word);
  }
  return lines;
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map((row) => row[index]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
