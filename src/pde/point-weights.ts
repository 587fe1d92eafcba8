import type { HostArray } from '../program';
import type { Study } from '../study';
import { compile, type DeviceTensor, type Executable } from '../tensorflow';
import { interiorOf, type Interior } from './interior';
import { residuals, rowsProgram } from './loss';
import type { Marching } from './marching';
import type { Problem } from './problem';
import { lossRegion, setTiling, untiled } from './tiles';
import { attended, attentionWeights } from './weighting/attention';
import { causalWeights } from './weighting/causal';

const name = 'attention';

/** ω of the collocation points, where a study asks for attention to residuals or for causal weights. */
export class PointWeights {
  readonly active: boolean;
  /** λ of each point. */
  private lambda: Float64Array;
  private sizes: Executable | null = null;

  /** @param time the coordinate that is time, where there is one */
  constructor(
    private readonly problem: Problem,
    private readonly study: Study,
    private readonly interior: Interior,
    private readonly time: string | undefined,
    private readonly marching: Marching,
  ) {
    this.active = study.attention.rate > 0 || study.causal.strength > 0;
    this.lambda = this.ones();
  }

  /** The points are others now: none of them has been attended to yet. */
  pointsChanged(): void {
    if (!this.active) return;
    this.lambda = this.ones();
    this.interior.weigh(null);
  }

  /** Weighs the points anew by their residuals. */
  act(unknowns: readonly DeviceTensor[]): void {
    if (!this.active) return;
    const squares = this.squares(unknowns);
    const { attention, causal } = this.study;
    let weights = this.ones();
    if (attention.rate > 0) {
      this.lambda = attended(this.lambda, squares, attention.rate);
      weights = attentionWeights(this.lambda);
    }
    if (causal.strength > 0 && this.time !== undefined) {
      const { low, high } = this.problem.coordinates.find((coordinate) => coordinate.name === this.time)!;
      const [start = low, end = high] = this.marching.ends();
      const later = causalWeights(this.interior.read()[this.time], squares, [start, end], causal);
      weights = weights.map((weight, i) => weight * later[i]);
    }
    this.interior.weigh(weights);
  }

  checkpoint(): Record<string, HostArray> {
    if (!this.active) return {};
    return { [name]: this.lambda, 'interior weights': this.interior.tensors.weights.read() };
  }

  restore(arrays: Readonly<Record<string, HostArray>>): void {
    if (!this.active) return;
    this.lambda = Float64Array.from(arrays[name]);
    this.interior.weigh(this.untile(arrays['interior weights'], 1)[0]);
  }

  private ones(): Float64Array {
    return new Float64Array(interiorOf(this.problem).count).fill(1);
  }

  private untile(values: HostArray, rows: number): Float64Array[] {
    const set = interiorOf(this.problem);
    return untiled(values, rows, setTiling(this.problem, set), set.count);
  }

  /** Sum of the squared residuals of the equations at each point, each with its own weight. */
  private squares(unknowns: readonly DeviceTensor[]): Float64Array {
    const { problem } = this;
    const set = interiorOf(problem);
    const { tiles, width } = setTiling(problem, set);
    this.sizes ??= compile(
      rowsProgram(problem, tiles, width, 'sizes', (given, tile) => residuals(problem, set, given, tile)),
      lossRegion(problem, 1),
    );
    const [values] = this.sizes.run([...unknowns, this.interior.tensors.points]);
    const rows = this.untile(values.read(), set.terms.length);
    values.dispose();
    return rows[0].map((_, i) =>
      set.terms.reduce((sum, { weight }, k) => sum + weight * rows[k][i] * rows[k][i], 0),
    );
  }
}
