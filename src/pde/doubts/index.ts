import type { Doubt } from '../../run';
import type { DeviceTensor } from '../../tensorflow';
import type { Evaluator } from '../evaluator';
import { HeldOut } from '../held-out';
import type { PointColumns } from '../point-source';
import type { Problem } from '../problem';
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
  ) {
    this.heldOut = new HeldOut(problem, seed);
    this.determinacy = new Determinacy(problem, seed, evaluator);
  }

  /**
   * @param weights w_k of each term
   * @param fresh points of the equations that were never trained on
   */
  doubts(unknowns: readonly DeviceTensor[], weights: readonly number[], fresh: PointColumns): Doubt[] {
    const residual = residualDoubts(this.heldOut.at(unknowns), this.problem.coordinates);
    return [...residual, ...determinacyDoubts(this.problem, this.determinacy.at(unknowns, weights, fresh))];
  }
}
