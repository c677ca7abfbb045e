/** What a command writes: results on standard output, everything else on standard error. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly note: (text: string) => void;
  /** Replaces the line before on a terminal; elsewhere nothing is written. */
  readonly progress: (text: string) => void;
  readonly endProgress: () => void;
}

export function systemTerminal(): Terminal {
  const isTerminal = process.stderr.isTTY;
  let isShown = false;
  const clear = (): void => {
    if (isShown) process.stderr.write('\r\x1b[2K');
    isShown = false;
  };
  // A reader such as `head` that closes the pipe ends the command, without a stack trace.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  return {
    out: (text) => {
      clear();
      process.stdout.write(`${text}\n`);
    },
    note: (text) => {
      clear();
      process.stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (!isTerminal) return;
      clear();
      process.stderr.write(text.slice(0, Math.max(process.stderr.columns - 1, 20)));
      isShown = true;
    },
    endProgress: clear,
  };
}

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

/** Columns as wide as their widest cell; the last one is left as it is. */
export function columns(rows: readonly (readonly string[])[]): string {
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
