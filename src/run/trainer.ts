import type { Program } from '../program';
import type { WeightGroup } from '../study';

export type { WeightGroup } from '../study';

/**
 * What a lab gives to a run: something that can be advanced step by step, looked at, stored and restored.
 * A run (this folder) owns the loop, the folder, the clock and the events; a lab owns the mathematics.
 */

import type { Work } from './work';

/** A term of the loss: its name in logs ("equation 1", "t = 0", "data measurements.csv") and the weight group it belongs to. */
export interface TermDescription {
  readonly name: string;
  readonly group: WeightGroup;
}

export interface PhaseDescription {
  readonly optimiser: string;
  /** Steps of this phase; the last phase of a run may be stretched or cut while it runs. */
  readonly steps: number;
}

/** One logged step. `terms` are unweighted mean squares in the order of `Trainer.terms`; `loss` is the weighted sum. */
export interface LossRow {
  readonly step: number;
  readonly phase: number;
  readonly loss: number;
  readonly terms: readonly number[];
}

/** Slower measurements, taken at step numbers that the study fixes. */
export interface MeasureRow {
  readonly step: number;
  /** Loss on fresh points divided by the loss on the training points: the honest warning of overfitting. */
  readonly freshRatio: number;
  /** Relative L2 error of each field, and of each definition that has one, against the reference; empty without one. */
  readonly errors: Readonly<Record<string, number>>;
  /** Value of each unknown number by name. */
  readonly inferred: Readonly<Record<string, number>>;
  /** The measures of the lab or the study by name, in the order of `Trainer.measures`. */
  readonly values?: Readonly<Record<string, number>>;
  /** What the mean square of each term is multiplied by, by its name; empty where only the user changes that. */
  readonly weights?: Readonly<Record<string, number>>;
  /** Root mean square misfit to measured values that are kept out of training, by the name of their term. */
  readonly validation?: Readonly<Record<string, number>>;
}

/** Something that makes a result doubtful. */
export interface Doubt {
  /** The term of the loss that it is about; empty where it is about none alone. */
  readonly term: string;
  /** Where, as a person would say it: "x ≈ 0.4, t ≈ 0.9"; empty where it is not about one place. */
  readonly place: string;
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
}

/** Milliseconds of a call of what a step is made of: the median of some calls, the least and the most. */
export interface StepPart {
  readonly name: string;
  readonly milliseconds: number;
  readonly least: number;
  readonly most: number;
}

export type TrainerOutcome = 'finished' | 'diverged' | 'stalled';

export interface Advance {
  /** Steps done in all, over all phases. */
  readonly step: number;
  /** One row for each step done since the last call. */
  readonly losses: readonly LossRow[];
  readonly measures: readonly MeasureRow[];
  /** Sentences for the log (a search that failed and was reset, a flagged overfit …). */
  readonly notices: readonly string[];
  /** Present when there is nothing left to do. */
  readonly outcome?: TrainerOutcome;
}

export type TypedArray = Float64Array | Float32Array | Int32Array;

/** Everything that the rest of the course depends on. Restored bit for bit. */
export interface TrainerState {
  readonly step: number;
  readonly scalars: Readonly<Record<string, number | string>>;
  readonly arrays: Readonly<Record<string, TypedArray>>;
}

/** Values of every field on a grid: row-major in the order of `axes`. */
export interface FieldFrame {
  readonly step: number;
  readonly axes: readonly { readonly name: string; readonly values: Float64Array }[];
  readonly fields: Readonly<Record<string, Float32Array | Float64Array>>;
  /** 1 where a point lies in the region, 0 where it is masked (values are NaN there); null for a full box. */
  readonly inside: Uint8Array | null;
}

/**
 * What can be evaluated at points: a field ("u"), a partial derivative ("u_xx"), an expression of them, "residual 1",
 * or "residual:NAME" of a term of the equations; in frames also "error:NAME" of what the reference gives.
 */
export type Quantity = string;

/** What a frame shows beside its grid. */
export interface FrameChoice {
  /** Coordinates that have one place, at this value. */
  readonly held?: Readonly<Record<string, number>> | undefined;
  /** Fields, unknown functions and definitions when left out. A vector gives one field for each component. */
  readonly quantities?: readonly Quantity[] | undefined;
}

/** A program of a solution, and the names of what it gives. */
export interface Solution {
  readonly program: Program;
  readonly names: readonly string[];
}

export interface Trainer {
  readonly terms: readonly TermDescription[];
  readonly phases: readonly PhaseDescription[];
  /** Names of the measures of the lab or the study (`MeasureRow.values`). */
  readonly measures?: readonly string[];
  readonly parameterCount: number;
  /** Present value of each unknown number by name. */
  readonly inferred: Readonly<Record<string, number>>;
  readonly weights: Readonly<Record<WeightGroup, number>>;
  /** What the network of each field is multiplied by. */
  readonly fieldScales?: Readonly<Record<string, number>>;
  /** The keys of `errors` beside the fields, and of `weights` and `validation`, in every measure. */
  readonly measured?: {
    readonly errors: readonly string[];
    readonly weights: readonly string[];
    readonly validation: readonly string[];
  };
  /** Steps done. */
  readonly step: number;
  /** Work of one step of the present phase, counted from the program. */
  readonly cost: { readonly flops: number; readonly bytes: number; readonly transcendentals: number };

  /**
   * Compiles what the present phase needs; says what it is doing. Call once before `advance`. Given up by `signal`, it
   * fails with the signal's reason; what was restored may still be saved then.
   */
  prepare(progress: (sentence: string) => void, signal?: AbortSignal): Promise<void>;
  /** The next call of `advance` compiles a program first: it may take much longer than it is given. */
  readonly compilesNext?: boolean;
  /** Works for about `milliseconds` (one call of the engine lasts about 150 ms), never past step `limit`. */
  advance(limit: number, milliseconds: number): Promise<Advance>;
  /** Stretches (or cuts) the last phase so that the run ends at this total number of steps. */
  setTotalSteps(total: number): void;
  /** The group weight from the next step on. The caller records the event with its step. */
  setWeight(group: WeightGroup, value: number): void;
  /** A parameter of the study ("nu") from the next step on. One that is inferred is refused with a sentence. */
  setParameter(name: string, value: number): void;
  /** Network parameters as one flat vector in the precision of the run (for checksums and export). */
  networkParameters(): Float64Array | Float32Array;
  measure(): MeasureRow;
  /** Seconds spent so far by part of the work. */
  readonly spent?: Readonly<Record<string, number>>;
  /** Milliseconds of a step in the last chunk of the present phase; 0 until it is known. */
  readonly stepMilliseconds?: number;
  /** Times what a step of the present phase calls, each on its own. Takes seconds; does not change the course. */
  timeParts?(): readonly StepPart[];
  /** Looks for what makes the present solution doubtful. Takes seconds; does not change the course. */
  examine?(): readonly Doubt[];
  checkpoint(): TrainerState;
  restore(state: TrainerState): void;
  dispose(): void;
}

/** A trainer of fields over coordinates, which can be evaluated anywhere. Evaluating does not change the course. */
export interface FieldTrainer extends Trainer {
  /** Fields of the study, then its unknown functions, which are looked at like fields. */
  readonly fields: readonly string[];
  /** Coordinates in the study's order, with their bounds. */
  readonly coordinates: readonly { readonly name: string; readonly low: number; readonly high: number }[];
  /** The coordinate that is time, where there is one. */
  readonly time?: string;
  /** Quantities on a uniform grid with `counts[i]` points along coordinate i. */
  evaluateGrid(counts: readonly number[], choice?: FrameChoice): FieldFrame;
  /**
   * As `evaluateGrid`, in parts of some milliseconds, all of one step: training may go on between them. The reference
   * has to be there already where errors are asked for (`makeReference`). Whoever gives it up calls its `return`.
   */
  frame(counts: readonly number[], choice?: FrameChoice): Work<FieldFrame>;
  /** Refuses what can't be shown with a sentence. Whether the reference is needed to show it. */
  checkFrame(choice: FrameChoice): { readonly needsReference: boolean };
  /** Sees to it that the reference is there, if the study has one. */
  makeReference(): Promise<void>;
  /**
   * The trained fields as a closed program with their parameters built in: one vector [count] for each coordinate → one
   * for each scalar of `quantities`, named in `names`. Points outside the region are not told apart.
   */
  solution(quantities: readonly Quantity[], count: number): Solution;
  /** `quantities` at given points, one Float64Array for each quantity. */
  evaluatePoints(
    points: Readonly<Record<string, Float64Array>>,
    quantities: readonly Quantity[],
  ): Record<Quantity, Float64Array>;
  /** The reference on the same grid as `evaluateGrid`, once it is there; null where the study has none. */
  referenceGrid(counts: readonly number[], choice?: FrameChoice): Promise<FieldFrame | null>;
  /** Collocation points of the equations now in use: coordinate name → values. */
  collocationPoints(): Record<string, Float64Array>;
  examine(): readonly Doubt[];
}

export function hasFields(trainer: Trainer): trainer is FieldTrainer {
  return 'evaluateGrid' in trainer;
}
