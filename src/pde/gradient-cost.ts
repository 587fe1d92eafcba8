import { cost } from '../program';
import type { FieldTrainer } from '../run';
import { gradientProgram } from './loss';
import type { Problem } from './problem';
import { setTiling } from './tiles';

/** Counted work of one evaluation of the loss and its gradient over all points. */
export function gradientCost(problem: Problem): FieldTrainer['cost'] {
  const tiles = Math.max(...problem.sets.map((set) => setTiling(problem, set).tiles));
  const { flops, bytes, transcendentals } = cost(gradientProgram(problem), () => tiles);
  return { flops, bytes, transcendentals };
}
