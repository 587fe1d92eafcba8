/** Coordinates, fields or parameters by name, with values in float64. */
export type Columns = Record<string, Float64Array>;

/** A solution known in closed form, or by a quadrature with a stated error. */
export interface ExactSolution {
  name: string;
  title: string;
  /** Where the formula comes from. */
  source: string;
  /** The names that a study must use, so that it is clear what is meant. */
  requires: { coordinates: readonly string[]; fields: readonly string[]; parameters: readonly string[] };
  /** Why the solution does not apply on this box with these parameters: a sentence, or undefined when it does. */
  refusal(
    box: Readonly<Record<string, readonly [number, number]>>,
    parameters: Readonly<Record<string, number>>,
  ): string | undefined;
  /**
   * The fields at points.
   * @param points one array for each required coordinate, all of one length
   */
  evaluate(points: Readonly<Columns>, parameters: Readonly<Record<string, number>>): Columns;
  /** A bound of the absolute error of `evaluate` in this box, measured against a finer computation. */
  statedError(
    box: Readonly<Record<string, readonly [number, number]>>,
    parameters: Readonly<Record<string, number>>,
  ): number;
}
