import { adam, adamStep } from './adam';
import { bfgs, selfScaledBfgs, selfScaledBroyden } from './dense-quasi-newton';
import { gaussNewton } from './gauss-newton';
import { lBfgs } from './l-bfgs';
import { levenbergMarquardt } from './levenberg-marquardt';
import type { Slot } from './matrices';
import { muon } from './muon';
import type { AnyOptimiser } from './optimiser';
import { soap } from './soap';

export {
  bfgsMethod,
  broydenFactors,
  selfScaledBfgsMethod,
  selfScaledBroydenMethod,
  type BroydenFactors,
} from './broyden-family';
export type {
  AnyOptimiser,
  Evaluation,
  LeastSquaresOptimiser,
  Optimiser,
  State,
  SumOfSquares,
} from './optimiser';
export { changeOf, keptNames, retreated } from './retreat';
export { scheduledRate, schedules, scheduleSettings, type Schedule } from './schedule';
export { adam, adamStep, bfgs, gaussNewton, lBfgs, levenbergMarquardt, muon };
export { selfScaledBfgs, selfScaledBroyden, soap };
export type { Slot };

const general = [adam, lBfgs, bfgs, selfScaledBfgs, selfScaledBroyden, levenbergMarquardt, gaussNewton];

/**
 * The optimiser of the name that studies give.
 * @param slots the weight tensors within the parameters, for those that know matrices
 */
export function optimiserOf(name: string, slots: readonly Slot[]): AnyOptimiser {
  if (name === 'muon') return muon(slots);
  if (name === 'soap') return soap(slots);
  const found = general.find((optimiser) => optimiser.name === name);
  if (found === undefined) throw new Error(`There is no optimiser "${name}".`);
  return found;
}
