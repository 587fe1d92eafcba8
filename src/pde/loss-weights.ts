import type { HostArray } from '../program';
import type { TrainerState, WeightGroup } from '../run';
import type { Study } from '../study';
import { upload, type DeviceTensor } from '../tensorflow';
import type { Marching } from './marching';
import { Balance, type LossPlace } from './balance';
import { HeldOut, type HeldOutTerm } from './held-out';
import { hostArray } from './point-tensors';
import { prefixed } from './prefixed';
import { termsOf, type Problem } from './problem';
import { weightings } from './weighting';

const meanSquare = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length;

/** The root mean square of the largest of the terms that add up to a residual; 1 where all are zero. */
export function residualScale({ parts }: HeldOutTerm): number {
  const largest = Math.max(0, ...parts.map(meanSquare));
  return largest > 0 && Number.isFinite(largest) ? Math.sqrt(largest) : 1;
}

/**
 * How much each term counts: c_k = w_k / N_k with w_k = w_group w_term λ_k / s_k², λ_k the factor of the weighting and
 * s_k the scale of the residual.
 */
export class LossWeights {
  readonly groups: Record<WeightGroup, number>;
  /** s_k; null until they are found, and where they are all 1. */
  scales: readonly number[] | null = null;
  private readonly balance: Balance;
  private readonly counts: readonly number[];
  private tensors: { readonly coefficients: DeviceTensor; readonly inverseCounts: DeviceTensor };

  constructor(
    private readonly problem: Problem,
    private readonly study: Study,
    private readonly marching: Marching,
  ) {
    this.groups = { ...study.weights };
    this.balance = new Balance(problem, weightings[study.weighting.kind], study.seed);
    this.counts = problem.sets.flatMap((set) => set.terms.map(() => set.count));
    this.tensors = this.uploadAll();
  }

  /** c_k: [terms]. */
  get coefficients(): DeviceTensor {
    return this.tensors.coefficients;
  }

  /** 1/N_k, 0 for a term that does not count now: [terms]. */
  get inverseCounts(): DeviceTensor {
    return this.tensors.inverseCounts;
  }

  /** w_k, by which the mean square of each term is multiplied now. */
  get inForce(): number[] {
    const factors = this.balance.factors;
    return termsOf(this.problem).map(
      ({ group, weight }, k) =>
        (this.asked[k] * this.groups[group] * weight * (factors?.[k] ?? 1)) / (this.scales?.[k] ?? 1) ** 2,
    );
  }

  /** 1 for each term that counts in the present window of time, 0 for the others. */
  private get asked(): number[] {
    return this.problem.sets.flatMap((set) => set.terms.map(() => Number(this.marching.asks(set))));
  }

  /** True where the terms are weighed anew while they are trained. */
  get adaptive(): boolean {
    return this.balance.factors !== null;
  }

  /** True where residuals are divided by scales. */
  get scaled(): boolean {
    const { residuals } = this.study.scales;
    return (
      residuals === 'auto' ||
      (residuals === 'with-fields' && this.problem.scales.some((scale) => scale !== 1))
    );
  }

  setGroup(group: WeightGroup, value: number): void {
    this.groups[group] = value;
    this.renew();
  }

  /** Finds the scales where the study asks for them: at the initial network, once. */
  findScales(unknowns: readonly DeviceTensor[]): void {
    if (!this.scaled || this.scales !== null) return;
    const looked = new HeldOut(this.problem, this.study.seed).at(unknowns, this.marching.draw());
    this.scales = looked.flatMap(({ terms }) => terms.map(residualScale));
    this.renew();
  }

  /** Weighs the terms anew. */
  balanceTerms(step: number, place: LossPlace): void {
    this.balance.act(step, place);
    this.renew();
  }

  checkpoint(): Record<string, Float64Array> {
    const scales = this.scales && { 'residual scales': Float64Array.from(this.scales) };
    return { ...this.balance.checkpoint(), ...scales };
  }

  /** The weights of groups, which the user may change. */
  scalars(): Record<string, number> {
    return prefixed('weight', this.groups);
  }

  restore(scalars: TrainerState['scalars'], arrays: Readonly<Record<string, HostArray>>): void {
    for (const group of Object.keys(this.groups) as WeightGroup[]) {
      const name = `weight ${group}`;
      // Earlier versions knew fewer groups.
      this.groups[group] = name in scalars ? (scalars[name] as number) : this.study.weights[group];
    }
    this.balance.restore(arrays);
    this.scales = 'residual scales' in arrays ? [...arrays['residual scales']] : null;
    this.renew();
  }

  dispose(): void {
    Object.values(this.tensors).forEach((tensor) => tensor.dispose());
  }

  /** A window begins: other terms count. */
  enterWindow(): void {
    this.renew();
  }

  private renew(): void {
    this.dispose();
    this.tensors = this.uploadAll();
  }

  private uploadAll() {
    const { asked, counts } = this;
    return {
      coefficients: this.upload(this.inForce.map((weight, k) => weight / counts[k])),
      inverseCounts: this.upload(counts.map((count, k) => asked[k] / count)),
    };
  }

  private upload(values: readonly number[]): DeviceTensor {
    const { element } = this.problem;
    return upload({ element, shape: [values.length] }, hostArray(element, values));
  }
}
