import { Unreached } from '../../../language';
import { semilinear } from '../spectral/semilinear';
import { solveSpectrally } from '../spectral/solve';
import type { SpectralSolution } from '../spectral/solution';
import type { Work } from '../../../run';
import type { SolveOptions, Solved } from './compare';
import type { Solution } from './solution';
import { solve } from './solve';
import type { System } from './system';

/**
 * Solves a system by the method that suits it: Fourier series and exponential steps where it is semilinear and periodic
 * in its one coordinate of space, collocation for all others and where those fail.
 * Errors: `Unreached`, with the reason as a sentence.
 */
export function* solveSystem(
  system: System,
  options: SolveOptions,
): Work<Solved<Solution | SpectralSolution>> {
  const form = semilinear(system);
  if (form !== null) {
    try {
      return yield* solveSpectrally(system, form, options);
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
    }
  }
  return yield* solve(system, options);
}
