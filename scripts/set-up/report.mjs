/**
 * Progress in plain words on the error stream, so that the standard output stays free for results. On a terminal the
 * last line is rewritten; elsewhere (logs) a line is added every few seconds.
 */
export function makeReport(stream = process.stderr, now = Date.now) {
  let open = false;
  let last = 0;
  const end = () => {
    if (open) stream.write('\n');
    open = false;
  };
  return {
    /** @param {string} text */
    say(text) {
      end();
      stream.write(`${text}\n`);
    },
    /** @param {string} text */
    progress(text) {
      const wait = stream.isTTY ? 100 : 5000;
      if (now() - last < wait) return;
      last = now();
      if (!stream.isTTY) {
        stream.write(`  ${text}\n`);
        return;
      }
      stream.write(`\r\u001b[K  ${text}`);
      open = true;
    },
    end,
  };
}

/** @typedef {ReturnType<typeof makeReport>} Report */
