import type { HostArray, TensorType, Value } from '../program';

/** State of an optimiser by name; types don't change from step to step. */
export type State<T> = Readonly<Record<string, T>>;

/** Loss and gradient at the trial parameters, with the unweighted terms for the log. */
export interface Evaluation {
  readonly loss: Value;
  readonly terms: Value;
  readonly gradient: Value;
}

/**
 * An optimiser as a pure state machine that is driven by evaluations: the loss is evaluated at `trial(state)`, and
 * `advance` digests it. A step may take several evaluations (a line search). Everything it remembers is in its state,
 * so that a run can be stopped after any evaluation and go on with the same bits.
 *
 * Every state has `parameters` (flat), `step` (int32, steps done in this phase), `terms` (unweighted, of the last
 * finished step), `loss` (of the same) and `stalled` (int32, 1 when nothing more can be gained).
 */
export interface Optimiser {
  readonly name: string;
  /** Names of its scalar settings, in the order of the program's inputs. */
  readonly settings: readonly string[];
  /** `advance` is one compiled region; otherwise it marks its own and chooses between them natively. */
  readonly compiledWhole: boolean;
  state(parameterCount: number, termCount: number, element: 'float32' | 'float64'): State<TensorType>;
  /** The state at the start of a phase. */
  initial(parameters: HostArray, termCount: number): State<HostArray>;
  trial(state: State<Value>): Value;
  advance(state: State<Value>, evaluation: Evaluation, settings: State<Value>): State<Value>;
  /** The state when the loss function has changed (new points, new weights). Host side. */
  lossChanged(state: State<HostArray>): State<HostArray>;
}
