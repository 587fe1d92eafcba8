import type { Resolved } from '../language';
import type { WeightGroup } from '../run';
import type { Within } from './parts';
import type { PointSource } from './point-source';

/** Columns of one data file, by the names of the study. */
export interface DataColumns {
  readonly columns: Readonly<Record<string, Float64Array>>;
}

/** One term of the loss: the mean square of a residual over a point set. */
export interface Term {
  readonly name: string;
  readonly group: WeightGroup;
  /** The term's own weight within its group. */
  readonly weight: number;
  readonly residual: Residual;
  /** The part of the region in which it is asked for; everywhere where it is left out. */
  readonly within?: Within;
}

/** An expression where a coordinate has an end of its range. */
export interface End {
  readonly value: number;
  readonly tree: Resolved;
}

/**
 * left − right of an equation or a condition; of a periodic one each side at its end of the coordinate; for data an
 * expression less the row of what was measured of it.
 */
export type Residual =
  | { readonly left: Resolved; readonly right: Resolved }
  | { readonly joined: string; readonly left: End; readonly right: End }
  | { readonly of: Resolved; readonly measured: string };

/** Points at which terms are asked for together. */
export interface PointSet {
  readonly kind: 'interior' | 'place' | 'data';
  /** In which windows of time it is asked for; in all of them where it is left out. */
  readonly when?: 'first window' | 'later windows';
  readonly terms: readonly Term[];
  readonly count: number;
  readonly source: PointSource;
  /** ω of each point; 1 where it is left out. */
  readonly weights?: ArrayLike<number>;
  /** The standard deviation of the measured values at each point, where it is stated. */
  readonly deviations?: Float64Array;
}
