import { Unreached } from '../../../language';
import type { Work } from '../../../run';
import {
  TimeUp,
  differences,
  largest,
  short,
  worst,
  type SolveOptions,
  type Solved,
} from '../solver/compare';
import type { System } from '../solver/system';
import { march } from './exponential-steps';
import { PseudoSpectral } from './pseudo-spectral';
import type { Semilinear } from './semilinear';
import { SpectralSolution } from './solution';

const longest = 2 ** 15;
const mostSteps = 2 ** 20;
/** Where the last coefficients are a smaller share of the largest, a finer grid tells nothing new. */
const resolvedTail = 1e-13;

type Errors = Readonly<Record<string, number>>;

/**
 * Solves a semilinear periodic system: the grid is refined, and so are the steps, one at a time, whichever changes the
 * solution more, until both changes together are below the tolerance.
 * Errors: `Unreached`, with the reason as a sentence.
 */
export function* solveSpectrally(
  system: System,
  form: Semilinear,
  { tolerance, seconds, progress }: SolveOptions,
): Work<Solved<SpectralSolution>> {
  const begun = performance.now();
  const stop = begun + 1000 * seconds;
  let length = 64;
  let steps = 64;
  const same = (value: number): Errors => Object.fromEntries(system.fields.map((field) => [field, value]));
  let inSpace = same(Infinity);
  let inTime = same(Infinity);
  let current: SpectralSolution | null = null;
  while (current === null || worst(inSpace) + worst(inTime) > tolerance) {
    const finerGrid = current !== null && length < longest && worst(inSpace) >= worst(inTime);
    const next = {
      length: finerGrid ? 2 * length : length,
      steps: current === null || finerGrid ? steps : 2 * steps,
    };
    if (next.steps > mostSteps) break;
    const known = Number.isFinite(worst(inSpace) + worst(inTime));
    try {
      const words = `${next.length} points, ${next.steps} steps`;
      const work = spectralOnce(system, form, next.length, next.steps, (at) =>
        progress(
          `Solving for the reference: ${form.time.name} = ${short(at)} of ${short(form.time.high)}, ${words}.`,
        ),
      );
      const finer = yield* within(work, known ? stop : Infinity);
      if (current !== null) {
        const change = differences(system, current, finer);
        if (finerGrid) inSpace = change;
        else inTime = change;
      }
      current = finer;
      ({ length, steps } = next);
      if (tail(finer) <= resolvedTail) inSpace = same(0);
    } catch (error) {
      if (error instanceof TimeUp) break;
      if (!(error instanceof Unreached)) throw error;
      // Steps that are too long for a grid make a solution grow without bound; shorter ones may not.
      if (steps * 2 > mostSteps || performance.now() > stop) throw error;
      steps *= 2;
      current = null;
      inTime = same(Infinity);
      if (finerGrid) ({ length } = next);
    }
  }
  if (current === null || !Number.isFinite(worst(inSpace) + worst(inTime)))
    throw new Unreached('The solver came to no two resolutions that could be compared.');
  return {
    solution: current,
    statedError: Object.fromEntries(system.fields.map((field) => [field, inSpace[field] + inTime[field]])),
    resolution: `${length} points around, ${steps} steps`,
  };
}

/** A solution on one grid with steps of one length. */
export function* spectralOnce(
  system: System,
  form: Semilinear,
  length: number,
  steps: number,
  progress: (time: number) => void = () => undefined,
): Work<SpectralSolution> {
  const space = new PseudoSpectral(system, form, length);
  return new SpectralSolution(space, yield* march(space, steps, progress));
}

function* within<Result>(work: Work<Result>, deadline: number): Work<Result> {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
    if (performance.now() > deadline) throw new TimeUp();
    yield;
  }
}

/** The largest share of the last tenth of the coefficients, over all fields and times. */
function tail({ space, snapshots }: SpectralSolution): number {
  const stride = Math.ceil(snapshots.values.length / 100);
  return Math.max(
    ...space.system.states.map((_, state) => {
      let [last, all] = [0, 1e-300];
      for (let i = 0; i < snapshots.values.length; i += stride) {
        const own = space.part(snapshots.values[i], state);
        all = Math.max(all, largest(own));
        last = Math.max(last, largest(own.subarray(Math.floor(0.9 * own.length))));
      }
      return last / all;
    }),
  );
}
