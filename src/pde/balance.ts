import type { HostArray } from '../program';
import { compile, upload, type DeviceTensor, type Executable } from '../tensorflow';
import { gradientProgram, sumsProgram } from './loss';
import { hostArray } from './point-tensors';
import { termsOf, type Problem } from './problem';
import { kernelProgram } from './rows';
import { lossRegion } from './tiles';
import { firstState, type Weighting, type WeightingState } from './weighting/weighting';

/** What is looked at: parameters of the network and of the study, and the points and weights of each set. */
export interface LossPlace {
  readonly unknowns: readonly DeviceTensor[];
  readonly sets: readonly DeviceTensor[];
}

/** The factors by which a weighting multiplies the weights of the terms. */
export class Balance {
  private state: WeightingState;
  private readonly executables = new Map<string, Executable>();

  /** @param rule null where the weights stay as they are set */
  constructor(
    private readonly problem: Problem,
    private readonly rule: Weighting | null,
    private readonly seed: number,
  ) {
    this.state = rule ? firstState(rule, termsOf(problem).length) : {};
  }

  /** One for each term; null where there is no rule. */
  get factors(): readonly number[] | null {
    return this.rule && this.state.factors;
  }

  /** Weighs the terms anew. */
  act(step: number, place: LossPlace): void {
    if (!this.rule) return;
    this.state = this.rule.next(this.state, {
      step,
      seed: this.seed,
      losses: this.losses(place),
      gradientNorms: () => this.gradientNorms(place),
      kernelTraces: () => this.kernelTraces(place),
    });
  }

  checkpoint(): Record<string, Float64Array> {
    const lists = Object.entries(this.state);
    return Object.fromEntries(lists.map(([name, list]) => [`weighting ${name}`, Float64Array.from(list)]));
  }

  restore(arrays: Readonly<Record<string, HostArray>>): void {
    const names = Object.keys(this.state);
    this.state = Object.fromEntries(names.map((name) => [name, [...arrays[`weighting ${name}`]]]));
  }

  private get counts(): number[] {
    return this.problem.sets.flatMap((set) => set.terms.map(() => set.count));
  }

  private executable(name: 'sums' | 'gradient' | 'kernel'): Executable {
    const known = this.executables.get(name);
    if (known) return known;
    const make = { sums: sumsProgram, gradient: gradientProgram, kernel: kernelProgram }[name];
    const made = compile(make(this.problem), lossRegion(this.problem, 1));
    this.executables.set(name, made);
    return made;
  }

  /** The results of a program, read. */
  private results(name: 'sums' | 'gradient' | 'kernel', inputs: readonly DeviceTensor[]): HostArray[] {
    const tensors = this.executable(name).run(inputs);
    const values = tensors.map((tensor) => tensor.read());
    tensors.forEach((tensor) => tensor.dispose());
    return values;
  }

  private losses({ unknowns, sets }: LossPlace): number[] {
    const [sums] = this.results('sums', [...unknowns, ...sets]);
    return this.counts.map((count, k) => sums[k] / count);
  }

  private kernelTraces({ unknowns, sets }: LossPlace): number[] {
    const [traces] = this.results('kernel', [...unknowns, ...sets]);
    return this.counts.map((count, k) => traces[k] / count);
  }

  /** One gradient for each term: the others have weight 0 meanwhile. */
  private gradientNorms({ unknowns, sets }: LossPlace): number[] {
    const { element } = this.problem;
    return this.counts.map((count, k) => {
      const alone = this.counts.map((_, j) => (j === k ? 1 / count : 0));
      const coefficients = upload({ element, shape: [alone.length] }, hostArray(element, alone));
      const [, gradient] = this.results('gradient', [...unknowns, coefficients, ...sets]);
      coefficients.dispose();
      return Math.sqrt(Array.from(gradient).reduce((sum, value) => sum + value * value, 0));
    });
  }
}
