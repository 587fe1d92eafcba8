import type { Value } from '../../program';
import type { WeightDescription } from './model';

/** A recurrent cell of n neurons: what one step does with the state. */
export interface Cell {
  /** Columns of the projected input, in multiples of the width. */
  readonly gates: number;
  /** How many tensors [batch, width] are carried; the first is the output h. */
  readonly states: number;
  /** Weights of the step, beside those of the input. */
  weights(width: number): readonly WeightDescription[];
  /** First values of the input's offset b: one for each gate, or one for each of its elements. */
  offsets(width: number): readonly number[];
  /**
   * @param states h_{t−1} and what else is carried, each [batch, width]
   * @param projected W_x x_t + b, [batch, gates · width]
   */
  step(states: readonly Value[], projected: Value, weights: readonly Value[]): readonly Value[];
  /** Names of the states, h first, and of the gates. */
  readonly names: { readonly states: readonly string[]; readonly gates: readonly string[] };
  /** How the gates stand in this step, each [batch, width], between 0 and 1. */
  openings(states: readonly Value[], projected: Value, weights: readonly Value[]): readonly Value[];
}
