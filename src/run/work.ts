/** A long computation that stops after each of its parts, so that other things may be done in between. */
export type Work<Result> = Generator<void, Result, void>;

/** Milliseconds of work between two looks at what others want of this process. */
const slice = 40;

/**
 * Runs a long computation to its end, in slices between which everything else goes on. Given up by `signal`, it frees
 * what it holds and fails with the signal's reason.
 */
export async function finish<Result>(work: Work<Result>, signal?: AbortSignal): Promise<Result> {
  for (;;) {
    if (signal?.aborted === true) work.throw(signal.reason);
    const until = performance.now() + slice;
    do {
      const next = work.next();
      if (next.done === true) return next.value;
    } while (performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Runs a long computation to its end without a stop. */
export function finishNow<Result>(work: Work<Result>): Result {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}
