import { adam, adamStep } from './adam';
import { bfgs, selfScaledBfgs, selfScaledBroyden } from './dense-quasi-newton';
import { gaussNewton } from './gauss-newton';
import { lBfgs } from './l-bfgs';
import { levenbergMarquardt } from './levenberg-marquardt';
import type { AnyOptimiser } from './optimiser';

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
export { adam, adamStep, bfgs, gaussNewton, lBfgs, levenbergMarquardt, selfScaledBfgs, selfScaledBroyden };

/** Every optimiser by the name that studies give. */
export const optimisers: Readonly<Record<string, AnyOptimiser>> = Object.fromEntries(
  [adam, lBfgs, bfgs, selfScaledBfgs, selfScaledBroyden, levenbergMarquardt, gaussNewton].map((optimiser) => [
    optimiser.name,
    optimiser,
  ]),
);
