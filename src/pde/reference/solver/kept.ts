import { readStored, store } from '../store';
import type { Snapshots } from '../spectral/exponential-steps';
import { PseudoSpectral } from '../spectral/pseudo-spectral';
import { semilinear } from '../spectral/semilinear';
import { SpectralSolution } from '../spectral/solution';
import type { Solved } from './compare';
import { Discrete, type Resolution } from './discrete';
import type { TimeStep } from './radau';
import { Solution } from './solution';
import { scheme } from './solve';
import type { System } from './system';

/** Changed whenever the same system would be solved in another way. */
const version = 2;
type Kept = Solution | SpectralSolution;

type Stored = {
  readonly statedError: Solved['statedError'];
  readonly words: string;
} & (
  | {
      readonly method: 'collocation';
      readonly resolution: Resolution;
      readonly steps: readonly TimeStep[];
      readonly steady: Float64Array;
    }
  | { readonly method: 'spectral'; readonly length: number; readonly snapshots: Snapshots }
);

/** What tells a system solved to a tolerance from others. */
export function contentOf(system: System, tolerance: number): object {
  return { version, system, tolerance };
}

/** A solution that was kept; undefined where there is none that can be read. */
export async function readKept(file: string, system: System): Promise<Solved | undefined> {
  const stored = (await readStored(file)) as Stored | undefined;
  if (stored === undefined) return undefined;
  try {
    const { statedError, words } = stored;
    return { solution: restored(stored, system), statedError, resolution: words };
  } catch {
    return undefined;
  }
}

function restored(stored: Stored, system: System): Kept {
  if (stored.method === 'collocation')
    return new Solution(new Discrete(system, stored.resolution), scheme, stored.steps, stored.steady);
  const form = semilinear(system);
  if (form === null) throw new Error('a system that is not semilinear was not solved so');
  return new SpectralSolution(new PseudoSpectral(system, form, stored.length), stored.snapshots);
}

/** Keeps a solution; where that can't be done it is computed anew next time. */
export async function keep(
  file: string,
  { solution, statedError, resolution: words }: Solved<Kept>,
): Promise<void> {
  const own =
    solution instanceof SpectralSolution
      ? { method: 'spectral' as const, length: solution.space.length, snapshots: solution.snapshots }
      : {
          method: 'collocation' as const,
          resolution: solution.discrete.resolution,
          steps: solution.steps,
          steady: solution.steady,
        };
  const stored: Stored = { ...own, statedError, words };
  const size =
    solution instanceof SpectralSolution
      ? solution.snapshots.values.length * solution.space.size * 8
      : solution.steps.length * (scheme.stages + 1) * solution.discrete.size * 8;
  await store(file, stored, size);
}
