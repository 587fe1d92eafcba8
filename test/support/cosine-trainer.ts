import type {
  Advance,
  Doubt,
  FieldFrame,
  FrameChoice,
  LossRow,
  MeasureRow,
  Trainer,
  TrainerState,
  WeightGroup,
  Work,
} from '../../src/run';
import { evenWeights, weightGroups } from '../../src/study';

/** A small real problem: a cosine series is fitted to bend·x² on [0, 1] by gradient descent with momentum. */
export interface CosineOptions {
  readonly seed?: number;
  readonly steps?: readonly [number, number];
  readonly measureEvery?: number;
  /** Busy milliseconds of each step, so that a test can meet a run half-way. */
  readonly stepMilliseconds?: number;
  /** Called after each step. */
  readonly onStep?: (step: number) => void;
  readonly bend?: number;
  readonly freshRatio?: number;
  readonly doubts?: readonly Doubt[];
}

const modes = 6;
const batch = 16;
const rate = 0.05;

export class CosineTrainer implements Trainer {
  readonly terms = [
    { name: 'equation 1', group: 'equations' },
    { name: 'x = 0', group: 'conditions' },
  ] as const;
  readonly fields = ['u'];
  readonly coordinates = [{ name: 'x', low: 0, high: 1 }];
  readonly parameterCount = modes;
  readonly inferred = {};
  readonly measured = { errors: [], weights: [], validation: [] };
  readonly cost = { flops: 4 * batch * modes, bytes: 8 * modes, transcendentals: batch * modes };
  disposed = false;
  /** Steps at which `checkpoint` was called. */
  readonly checkpoints: number[] = [];
  private series = new Float64Array(modes);
  private velocity = new Float64Array(modes);
  private done = 0;
  private group: Record<WeightGroup, number> = { ...evenWeights };
  private bend: number;
  private lastSteps: number;

  constructor(private readonly options: CosineOptions = {}) {
    this.bend = options.bend ?? 1;
    this.lastSteps = this.steps[1];
    // The start depends on the seed, as that of a network does.
    this.series.forEach((_, mode) => (this.series[mode] = this.random(0, mode) - 0.5));
  }

  get step(): number {
    return this.done;
  }
  get weights(): Readonly<Record<WeightGroup, number>> {
    return { ...this.group };
  }
  get phases() {
    return [
      { optimiser: 'descent', steps: this.steps[0] },
      { optimiser: 'momentum', steps: this.lastSteps },
    ];
  }
  private get steps(): readonly [number, number] {
    return this.options.steps ?? [40, 60];
  }

  async prepare(progress: (sentence: string) => void): Promise<void> {
    progress('Preparing the series.');
  }

  async advance(limit: number, milliseconds: number): Promise<Advance> {
    const losses: LossRow[] = [];
    const measures: MeasureRow[] = [];
    const end = performance.now() + milliseconds;
    const total = this.steps[0] + this.lastSteps;
    do {
      if (this.done >= Math.min(limit, total)) break;
      losses.push(this.descend());
      this.options.onStep?.(this.done);
      if (this.done % (this.options.measureEvery ?? 10) === 0) measures.push(this.measure());
      const stepEnd = performance.now() + (this.options.stepMilliseconds ?? 0);
      while (performance.now() < stepEnd);
    } while (performance.now() < end);
    const advance = { step: this.done, losses, measures, notices: [] };
    if (!this.series.every(Number.isFinite)) return { ...advance, outcome: 'diverged' };
    return this.done >= total ? { ...advance, outcome: 'finished' } : advance;
  }

  setTotalSteps(total: number): void {
    this.lastSteps = Math.max(0, total - this.steps[0]);
  }
  setWeight(group: WeightGroup, value: number): void {
    this.group[group] = value;
  }
  setParameter(name: string, value: number): void {
    if (name !== 'bend') throw new Error(`There is no parameter "${name}".`);
    this.bend = value;
  }

  evaluateGrid(counts: readonly number[], { held }: FrameChoice = {}): FieldFrame {
    const values = held?.['x'] === undefined ? axis(counts) : Float64Array.of(held['x']);
    return {
      step: this.done,
      axes: [{ name: 'x', values }],
      fields: { u: values.map((x) => this.value(x)) },
      inside: null,
    };
  }
  *frame(counts: readonly number[], choice: FrameChoice = {}): Work<FieldFrame> {
    const frame = this.evaluateGrid(counts, choice);
    yield;
    return frame;
  }
  checkFrame({ quantities = [] }: FrameChoice) {
    const unknown = quantities.find((quantity) => quantity !== 'u');
    if (unknown !== undefined) throw new Error(`"${unknown}" can't be evaluated.`);
    return { needsReference: false };
  }
  makeReference(): Promise<void> {
    return Promise.resolve();
  }
  evaluatePoints(points: Readonly<Record<string, Float64Array>>, quantities: readonly string[]) {
    const x = points['x'] ?? new Float64Array();
    const values: Record<string, Float64Array> = {};
    for (const quantity of quantities) {
      if (quantity !== 'u') throw new Error(`"${quantity}" can't be evaluated.`);
      values[quantity] = x.map((point) => this.value(point));
    }
    return values;
  }
  referenceGrid(counts: readonly number[]): Promise<FieldFrame> {
    return Promise.resolve(this.exactGrid(counts));
  }
  private exactGrid(counts: readonly number[]): FieldFrame {
    const values = axis(counts);
    return {
      step: this.done,
      axes: [{ name: 'x', values }],
      fields: { u: values.map((x) => this.bend * x * x) },
      inside: null,
    };
  }
  collocationPoints(): Record<string, Float64Array> {
    return { x: Float64Array.from({ length: batch }, (_, index) => this.random(this.done + 1, index)) };
  }
  networkParameters(): Float64Array {
    return this.series.slice();
  }
  measure(): MeasureRow {
    const exact = this.exactGrid([65]).fields['u'] ?? [];
    const own = this.evaluateGrid([65]).fields['u'] ?? [];
    let wrong = 0;
    let norm = 0;
    exact.forEach((value, index) => {
      wrong += (value - (own[index] ?? 0)) ** 2;
      norm += value ** 2;
    });
    return {
      step: this.done,
      freshRatio: this.options.freshRatio ?? 1,
      errors: { u: Math.sqrt(wrong / norm) },
      inferred: {},
      weights: {},
      validation: {},
    };
  }

  examine(): readonly Doubt[] {
    return this.options.doubts ?? [];
  }

  checkpoint(): TrainerState {
    this.checkpoints.push(this.done);
    return {
      step: this.done,
      scalars: { bend: this.bend, ...this.group, lastSteps: this.lastSteps, kind: 'cosine' },
      arrays: { series: this.series.slice(), velocity: this.velocity.slice() },
    };
  }
  restore(state: TrainerState): void {
    this.done = state.step;
    this.bend = Number(state.scalars['bend']);
    this.lastSteps = Number(state.scalars['lastSteps']);
    for (const group of weightGroups) this.group[group] = Number(state.scalars[group]);
    this.series = Float64Array.from(state.arrays['series'] ?? []);
    this.velocity = Float64Array.from(state.arrays['velocity'] ?? []);
  }
  dispose(): void {
    this.disposed = true;
  }

  /** One step on points that depend on the seed and the step alone. */
  private descend(): LossRow {
    const phase = this.done < this.steps[0] ? 0 : 1;
    const gradient = new Float64Array(modes);
    let equation = 0;
    for (const x of this.collocationPoints()['x'] ?? []) {
      const residual = this.value(x) - this.bend * x * x;
      equation += residual ** 2 / batch;
      gradient.forEach((_, mode) => {
        gradient[mode]! += (2 * this.group.equations * residual * Math.cos(mode * Math.PI * x)) / batch;
      });
    }
    const start = this.value(0);
    gradient.forEach((_, mode) => (gradient[mode]! += 2 * this.group.conditions * start));
    gradient.forEach((slope, mode) => {
      this.velocity[mode] = (phase === 0 ? 0 : 0.9) * this.velocity[mode]! - rate * slope;
      this.series[mode]! += this.velocity[mode]!;
    });
    this.done++;
    const loss = this.group.equations * equation + this.group.conditions * start ** 2;
    return { step: this.done, phase, loss, terms: [equation, start ** 2] };
  }

  private value(x: number): number {
    return this.series.reduce((sum, amplitude, mode) => sum + amplitude * Math.cos(mode * Math.PI * x), 0);
  }

  /** A number in [0, 1) for (seed, stream, index): counter-based, so that it knows no history. */
  private random(stream: number, index: number): number {
    let mixed = Math.imul((this.options.seed ?? 0) + 1, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) ^ Math.imul(index + 1, 0xc2b2ae35);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0x297a2d39);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  }
}

function axis(counts: readonly number[]): Float64Array {
  const count = counts[0] ?? 2;
  return Float64Array.from({ length: count }, (_, index) => index / Math.max(1, count - 1));
}
