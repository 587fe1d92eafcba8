/** Where a command writes; tests take the place of the streams. */
export interface Output {
  /** Results: standard output. */
  result(text: string): void;
  /** Everything else: standard error. */
  note(text: string): void;
  /** A line that replaces the one before it on a terminal; elsewhere it is written now and then. */
  progress(text: string): void;
}

/** Milliseconds between two progress lines that don't go to a terminal. */
const plainInterval = 5000;

export function streamOutput(out = process.stdout, err = process.stderr): Output {
  let shown = false;
  let writtenAt = Number.NEGATIVE_INFINITY;
  const clear = () => {
    if (shown) err.write('\r\x1b[K');
    shown = false;
  };
  // A reader that closed its end (head, a pager) is no reason to fail.
  for (const stream of [out, err]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    result: (text) => {
      clear();
      out.write(`${text}\n`);
    },
    note: (text) => {
      clear();
      err.write(`${text}\n`);
    },
    progress: (text) => {
      if (err.isTTY) {
        err.write(`\r\x1b[K${text.slice(0, Math.max(20, (err.columns || 80) - 1))}`);
        shown = true;
      } else if (performance.now() - writtenAt >= plainInterval) {
        writtenAt = performance.now();
        err.write(`${text}\n`);
      }
    },
  };
}
