import type { Work } from './band';

/** Milliseconds of work between two looks at what others want of this process. */
const slice = 40;

/** Runs a long computation to its end, in slices between which everything else goes on. */
export async function finish<Result>(work: Work<Result>): Promise<Result> {
  for (;;) {
    const until = performance.now() + slice;
    do {
      const next = work.next();
      if (next.done === true) return next.value;
    } while (performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
