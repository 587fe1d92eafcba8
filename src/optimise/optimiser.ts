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
 * What every optimiser has: a state that holds everything it remembers, so that a run can be stopped after any
 * evaluation and go on with the same bits.
 *
 * Every state has `parameters` (flat), `step` (int32, steps done in this phase), `terms` (unweighted, of the last
 * finished step), `loss` (of the same) and `stalled` (int32, 1 when nothing more can be gained).
 */
interface StateMachine {
  readonly name: string;
  /** Names of its scalar settings, in the order of the program's inputs. */
  readonly settings: readonly string[];
  state(parameterCount: number, termCount: number, element: 'float32' | 'float64'): State<TensorType>;
  /** The state at the start of a phase. */
  initial(parameters: HostArray, termCount: number): State<HostArray>;
  /** The state when the loss function has changed (new points, new weights). Host side; it is given scalars only. */
  lossChanged(state: State<HostArray>): State<HostArray>;
}

/**
 * An optimiser as a pure state machine that is driven by evaluations: the loss is evaluated at `trial(state)`, and
 * `advance` digests it. A step may take several evaluations (a line search).
 */
export interface Optimiser extends StateMachine {
  readonly kind: 'gradient';
  /** `advance` is one compiled region; otherwise it marks its own and chooses between them natively. */
  readonly compiledWhole: boolean;
  trial(state: State<Value>): Value;
  advance(state: State<Value>, evaluation: Evaluation, settings: State<Value>): State<Value>;
}

/** The loss as a sum of squares of rows r with the Jacobian J: what a least-squares optimiser may ask for. */
export interface SumOfSquares {
  /** The lower triangle of Jᵀ J [P, P] (what stands above it does not count), Jᵀ r [P], the loss r·r and its terms. */
  normal(parameters: Value): {
    readonly gram: Value;
    readonly slope: Value;
    readonly loss: Value;
    readonly terms: Value;
  };
  /** Jᵀ r [P], the loss r·r and its terms. */
  slope(parameters: Value): { readonly slope: Value; readonly loss: Value; readonly terms: Value };
  /** Jᵀ J v [P] */
  product(parameters: Value, direction: Value): Value;
  /** Jᵀ r_dd [P], r_dd the second derivative of the rows along a direction. */
  curvature(parameters: Value, direction: Value): Value;
  loss(parameters: Value): { readonly loss: Value; readonly terms: Value };
}

/**
 * An optimiser of a sum of squares, driven by its normal equations or by products with them. `advance` does one piece of
 * work, such as an attempt at a step, outside of compiled regions; it marks its own.
 */
export interface LeastSquaresOptimiser extends StateMachine {
  readonly kind: 'least-squares';
  advance(state: State<Value>, problem: SumOfSquares, settings: State<Value>): State<Value>;
}

export type AnyOptimiser = Optimiser | LeastSquaresOptimiser;
