import { adam } from './adam';
import { levenbergMarquardt } from './levenberg-marquardt';
import type { AnyOptimiser } from './optimiser';
import { selfScaledBroyden } from './self-scaled-broyden';

export { broydenFactors, type BroydenFactors } from './self-scaled-broyden';
export type {
  AnyOptimiser,
  Evaluation,
  LeastSquaresOptimiser,
  Optimiser,
  State,
  SumOfSquares,
} from './optimiser';
export { adam, levenbergMarquardt, selfScaledBroyden };

/** Every optimiser by the name that studies give. */
export const optimisers: Readonly<Record<string, AnyOptimiser>> = {
  [adam.name]: adam,
  [selfScaledBroyden.name]: selfScaledBroyden,
  [levenbergMarquardt.name]: levenbergMarquardt,
};
