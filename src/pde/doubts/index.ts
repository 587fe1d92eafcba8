import type { Doubt } from '../../run';
import type { DeviceTensor } from '../../tensorflow';
import type { Evaluator } from '../evaluator';
import type { Marching } from '../marching';
import { HeldOut } from '../held-out';
import type { PointColumns } from '../point-source';
import type { Problem } from '../problem';
import { dataDoubts } from './data';
import { Determinacy, determinacyDoubts } from './determinacy';
import { residualDoubts } from './residuals';

/** Looks for what makes a solution doubtful, however small its loss is. */
export class Examination {
  private readonly heldOut: HeldOut;
  private readonly determinacy: Determinacy;

  constructor(
    private readonly problem: Problem,
    seed: number,
    evaluator: Evaluator,
    private readonly marching: Marching,
  ) {
    this.heldOut = new HeldOut(problem, seed);
    this.determinacy = new Determinacy(problem, seed, evaluator);
  }

  /**
   * Residuals are looked at in every window of time, what the loss determines in the present one.
   * @param weights w_k of each term
   * @param fresh points of the equations that were never trained on
   */
  doubts(unknowns: readonly DeviceTensor[], weights: readonly number[], fresh: PointColumns): Doubt[] {
    const { marching, problem } = this;
    const windows = Array.from({ length: marching.index + 1 }, (_, k) => k);
    const residual = windows.flatMap((k) =>
      marching.within(k, unknowns, (at) => {
        const looked = this.heldOut.at(at, marching.draw(k), (set) => marching.asks(set, k));
        return [...residualDoubts(looked, problem.coordinates), ...dataDoubts(looked, problem.coordinates)];
      }),
    );
    const found = this.determinacy.at(unknowns, weights, fresh, marching.draw());
    return [...residual, ...determinacyDoubts(problem, found)];
  }
}
