import { compile, upload, uploadScalar, type DeviceTensor, type Executable } from '../tensorflow';
import type { Study } from '../study';
import { sumsProgram } from './loss';
import type { DrawPoints } from './drawing';
import { uploadSet, uploadWeights, type SetTensors } from './point-tensors';
import type { PointSet, Problem } from './problem';
import { uploadPool } from './pool';
import { samplingProgram } from './sampling';
import { streams } from './streams';
import { setTiling, untiled } from './tiles';

/** The set of collocation points of the equations. */
export function interiorOf(problem: Problem): PointSet {
  return problem.sets.find(({ kind }) => kind === 'interior')!;
}

/** The collocation points in the engine's memory: drawn anew from the residuals, and checked against fresh ones. */
export class Interior {
  readonly tensors: SetTensors;
  /** 1 for each point. */
  private readonly even: DeviceTensor;
  private sampler: Executable | null = null;
  private sums: Executable | null = null;
  /** Points of the domain [points, its coordinates] to draw from, where there is one. */
  private readonly pool: readonly DeviceTensor[];

  constructor(
    private readonly problem: Problem,
    private readonly kind: Study['points']['sampler'],
    private readonly seed: number,
    drawPoints: DrawPoints,
  ) {
    this.tensors = uploadSet(problem, interiorOf(problem), 0, seed, drawPoints);
    this.pool = uploadPool(problem, seed);
    this.even = this.tensors.weights;
  }

  /** Whether its sampler draws new points by a program. */
  get drawsAnew(): boolean {
    return this.kind === 'uniform' || this.kind === 'jittered-rad';
  }

  /** Gives each point its weight; null counts them alike again. */
  weigh(weights: Float64Array | null): void {
    if (this.tensors.weights !== this.even) this.tensors.weights.dispose();
    this.tensors.weights =
      weights === null ? this.even : uploadWeights(this.problem, interiorOf(this.problem), weights);
  }

  /** Puts other points in place of the present ones. */
  replace(points: DeviceTensor): void {
    this.tensors.points.dispose();
    this.tensors.points = points;
  }

  /**
   * New points.
   * @param unknowns parameters of the network and of the study
   * @param step the step of the run at which they are drawn
   * @param stream offset of the random stream
   */
  draw(unknowns: readonly DeviceTensor[], step: number, stream: number): DeviceTensor {
    const drawn = this.kind === 'jittered-rad' ? this.kind : 'uniform';
    this.sampler ??= compile(samplingProgram(this.problem, drawn), 'native');
    const key = upload(
      { element: 'int32', shape: [2] },
      Int32Array.of(this.seed | 0, Math.floor(this.seed / 2 ** 32) | 0),
    );
    const numbers = [step, stream].map((value) => uploadScalar('int32', value));
    const [points] = this.sampler.run([...unknowns, this.tensors.points, key, ...numbers, ...this.pool]);
    [key, ...numbers].forEach((tensor) => tensor.dispose());
    return points;
  }

  /** Loss on points that were never trained on, over the loss on those that are. */
  freshRatio(unknowns: readonly DeviceTensor[], step: number): number {
    const set = interiorOf(this.problem);
    this.sums ??= compile(sumsProgram(this.problem, [set]));
    const fresh = this.draw(unknowns, step, streams.fresh);
    const at = (points: DeviceTensor) => {
      const [sums] = this.sums!.run([...unknowns, points, this.even]);
      const values = sums.read();
      sums.dispose();
      return set.terms.reduce((total, { weight }, k) => total + weight * values[k], 0);
    };
    const ratio = at(fresh) / at(this.tensors.points);
    fresh.dispose();
    return ratio;
  }

  dispose(): void {
    this.weigh(null);
    [this.tensors.points, this.even, ...this.pool].forEach((tensor) => tensor.dispose());
  }

  /** The points in use: one array for each coordinate. */
  read(): Record<string, Float64Array> {
    return this.columns(this.tensors.points);
  }

  /** Points that were never trained on, drawn as those in use were. */
  fresh(unknowns: readonly DeviceTensor[], step: number): Record<string, Float64Array> {
    const points = this.draw(unknowns, step, streams.fresh);
    const columns = this.columns(points);
    points.dispose();
    return columns;
  }

  private columns(points: DeviceTensor): Record<string, Float64Array> {
    const { coordinates } = this.problem;
    const set = interiorOf(this.problem);
    const rows = untiled(points.read(), coordinates.length, setTiling(this.problem, set), set.count);
    return Object.fromEntries(coordinates.map(({ name }, k) => [name, rows[k]]));
  }
}
