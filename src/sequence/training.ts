import { adam } from '../optimise';
import { cost, type HostArray } from '../program';
import type {
  Advance,
  LossRow,
  MeasureRow,
  PhaseDescription,
  TermDescription,
  Trainer,
  TrainerState,
  WeightGroup,
} from '../run';
import { evenWeights, type SequenceStudy } from '../study';
import { compile, upload, uploadScalar, type DeviceTensor, type Executable } from '../tensorflow';
import { measureNames, measuresOf, mostEvaluated, type Sums } from './measures';
import { ModelLooks } from './model-looks';
import { neuralModel, sizesOf, type NeuralModel, type NeuralSettings } from './models';
import { keyOf } from './random';
import { partsOf, type Part, type Parts, type Sequences } from './sequences';
import type { Source } from './sources';
import { evaluationProgram, historyRows, stateNames, stepProgram, type Work } from './steps';
import { beginnings, sequenceTypes, windowLength } from './windows';

/** Loss beyond which training has diverged, times the first one or 1. */
const mostGrowth = 1e6;

/** Trains a model of sequences by gradients: windows drawn by step, Adam, and a state that restores exactly. */
export class SequenceTrainer implements Trainer {
  readonly terms: readonly TermDescription[];
  readonly measures: readonly string[];
  readonly inferred = {};
  readonly weights = evenWeights;
  readonly cost: Trainer['cost'];
  readonly model: NeuralModel;
  readonly sequences: Sequences;
  /** Looks into the model as it stands. */
  readonly looks: ModelLooks;
  readonly work: Work;
  readonly parts: Parts;
  private total: number;
  private state: DeviceTensor[] = [];
  private readonly whole: DeviceTensor[];
  private readonly key: DeviceTensor;
  private executable: Executable | null = null;
  private evaluation: Executable | null = null;
  private done = 0;
  private measuredAt = 0;
  private firstLoss = 0;
  private lastLoss = NaN;
  private millisecondsPerStep = 0;

  constructor(
    readonly study: SequenceStudy,
    readonly source: Source,
    private readonly threads = 1,
  ) {
    const { sequences } = source;
    this.sequences = sequences;
    const { training, split, seed } = study;
    const element = training.precision;
    const { input, outputSize } = sizesOf(sequences);
    const length = windowLength(sequences, training.window);
    this.model = neuralModel(study.model as NeuralSettings, training.loss, input, outputSize, length);
    this.work = { study, model: this.model, sequences, element, length, batch: training.batch };
    this.looks = new ModelLooks(this.work, () => this.networkParameters());
    this.parts = partsOf(sequences, split);
    this.total = training.steps;
    this.terms = [{ name: this.model.head.lossName, group: 'data' }];
    this.measures = measureNames(sequences);
    const arrays = [sequences.inputs, sequences.targets, ...(sequences.weights ? [sequences.weights] : [])];
    this.whole = sequenceTypes(sequences, element).map((type, k) =>
      upload(type, type.element === 'int32' ? Int32Array.from(arrays[k]) : floats(element, arrays[k])),
    );
    this.key = upload({ element: 'int32', shape: [2] }, Int32Array.from(keyOf(seed)));
    this.load(adam.initial(floats(element, this.model.initial(seed)), 1));
    const { flops, bytes, transcendentals } = cost(this.steps().program);
    this.cost = { flops, bytes, transcendentals };
  }

  get phases(): PhaseDescription[] {
    return [{ optimiser: 'adam', steps: this.total }];
  }
  get parameterCount(): number {
    return this.model.parameterCount;
  }
  get step(): number {
    return this.done;
  }

  prepare(progress: (sentence: string) => void): Promise<void> {
    progress('Compiling the program of the training steps.');
    this.executable = this.compiled();
    return Promise.resolve();
  }

  advance(limit: number, milliseconds: number): Promise<Advance> {
    const notices: string[] = [];
    const { measureEvery } = this.study.training;
    if (this.done >= this.total)
      return Promise.resolve({ step: this.done, losses: [], measures: [], notices, outcome: 'finished' });
    const pace = this.millisecondsPerStep;
    const affordable = pace > 0 ? Math.max(1, Math.floor(milliseconds / pace)) : 1;
    const mark = (Math.floor(this.done / measureEvery) + 1) * measureEvery;
    const losses = this.train(
      Math.min(limit, this.total, mark, this.done + Math.min(affordable, historyRows)),
    );
    const bound = mostGrowth * Math.max(1, Math.abs(this.firstLoss));
    if (losses.some(({ loss }) => !(Math.abs(loss) < bound)))
      return Promise.resolve({ step: this.done, losses, measures: [], notices, outcome: 'diverged' });
    const finished = this.done >= this.total;
    const due = (finished || this.done % measureEvery === 0) && this.measuredAt !== this.done;
    const measures = due ? [this.measure()] : [];
    return Promise.resolve({
      step: this.done,
      losses,
      measures,
      notices,
      ...(finished && { outcome: 'finished' }),
    });
  }

  /** Runs steps up to `limit` and keeps the pace. */
  private train(limit: number): LossRow[] {
    const before = performance.now();
    const { learningRate, warmUp, clip } = this.study.training;
    const { element } = this.work;
    const scalars = [
      ...[learningRate, warmUp, this.total, clip].map((value) => uploadScalar(element, value)),
      uploadScalar('int32', limit),
    ];
    this.executable ??= this.compiled();
    const results = this.executable.run([...this.state, ...scalars, this.key, ...this.whole]);
    [...this.state, ...scalars].forEach((tensor) => tensor.dispose());
    const history = results.pop()!;
    this.state = results;
    const values = history.read();
    history.dispose();
    const first = this.done;
    this.done = this.tensor('step').read()[0];
    const rows = Array.from({ length: this.done - first }, (_, k) => ({
      step: first + k + 1,
      phase: 0,
      loss: values[k],
      terms: [values[k]],
    }));
    if (first === 0) this.firstLoss = rows[0]?.loss ?? 0;
    this.lastLoss = rows.at(-1)?.loss ?? this.lastLoss;
    const known = this.millisecondsPerStep > 0;
    const pace = (performance.now() - before) / Math.max(1, rows.length);
    // The first call of a program compiles it: its pace says nothing.
    this.millisecondsPerStep = known ? pace : Math.min(Math.max(pace / 100, 1), 50);
    return rows;
  }

  setTotalSteps(total: number): void {
    this.total = Math.max(total, this.done);
  }
  setWeight(_group: WeightGroup, _value: number): void {
    throw new Error('The loss of a sequence model has one term; there is no weight to change.');
  }
  setParameter(name: string, _value: number): void {
    throw new Error(`A study of sequences has no parameter "${name}".`);
  }

  networkParameters(): Float64Array | Float32Array {
    return this.tensor('parameters').read() as Float64Array | Float32Array;
  }

  measure(): MeasureRow {
    this.measuredAt = this.done;
    const validation = this.sums(this.parts.validation);
    const test = this.done >= this.total ? this.sums(this.parts.test) : null;
    return {
      step: this.done,
      freshRatio: validation.loss / validation.count / this.lastLoss,
      errors: {},
      inferred: {},
      values: measuresOf(this.sequences, validation, test),
    };
  }

  /**
   * Losses over a part. Of a long sequence, windows overlap by half and their second halves count, so that every counted
   * element has at least half a window before it; of examples, all that is asked for counts.
   */
  private sums(part: Part): Sums {
    const { length, batch } = this.work;
    const { example } = this.sequences;
    const counted = example === null ? Math.floor(length / 2) : 0;
    const fresh = length - counted;
    const { first, stride, count } = beginnings(this.sequences, part, length);
    const step = Math.max(example === null ? fresh : 1, Math.ceil((count * fresh) / mostEvaluated));
    const windows = Math.max(1, Math.floor((count - 1) / step) + 1);
    this.evaluation ??= compile(evaluationProgram(this.work, batch), 'xla');
    const sums = { loss: 0, count: 0, hits: 0 };
    for (let from = 0; from < windows; from += batch) {
      const place = (k: number) => first + stride * step * Math.min(from + k, windows - 1);
      const found = this.evaluated(
        Int32Array.from({ length: batch }, (_, k) => place(k)),
        counted,
        windows - from,
      );
      sums.loss += found.loss;
      sums.count += found.count;
      sums.hits += found.hits;
    }
    return sums;
  }

  /** Sums over the first `valid` of these windows. */
  private evaluated(starts: Int32Array, counted: number, valid: number): Sums {
    const inputs = [
      upload({ element: 'int32', shape: [starts.length] }, starts),
      uploadScalar('int32', counted),
      uploadScalar('int32', valid),
    ];
    const results = this.evaluation!.run([this.tensor('parameters'), ...inputs, ...this.whole]);
    const [loss, count, hits] = results.map((result) => result.read()[0]);
    [...inputs, ...results].forEach((tensor) => tensor.dispose());
    return { loss, count, hits };
  }

  /** p(x | context) of every symbol, from at most a window of the context's last elements; needs one at least. */
  distribution(context: readonly number[]): Float64Array {
    return this.looks.distribution(context).probabilities;
  }

  checkpoint(): TrainerState {
    const arrays = Object.fromEntries(stateNames.map((name, k) => [`state ${name}`, this.state[k].read()]));
    const { measuredAt, firstLoss, lastLoss, total } = this;
    return {
      step: this.done,
      scalars: { measuredAt, firstLoss, lastLoss, total },
      arrays: arrays as TrainerState['arrays'],
    };
  }

  restore({ scalars, arrays }: TrainerState): void {
    const number = (name: string) => scalars[name] as number;
    this.measuredAt = number('measuredAt');
    this.firstLoss = number('firstLoss');
    this.lastLoss = number('lastLoss');
    this.total = number('total');
    this.load(Object.fromEntries(stateNames.map((name) => [name, arrays[`state ${name}`]])));
  }

  dispose(): void {
    [...this.state, ...this.whole, this.key].forEach((tensor) => tensor.dispose());
    this.state = [];
  }

  private steps(): ReturnType<typeof stepProgram> {
    const { sequences, length } = this.work;
    return stepProgram(this.work, beginnings(sequences, this.parts.training, length), this.threads);
  }

  private compiled(): Executable {
    const { program, region } = this.steps();
    return compile(program, region);
  }

  private load(values: Readonly<Record<string, HostArray>>): void {
    const types = adam.state(this.model.parameterCount, 1, this.work.element);
    this.state.forEach((tensor) => tensor.dispose());
    this.state = stateNames.map((name) => upload(types[name], values[name]));
    this.done = values.step[0];
  }

  private tensor(name: string): DeviceTensor {
    return this.state[stateNames.indexOf(name)];
  }
}

function floats(element: 'float32' | 'float64', values: ArrayLike<number>): Float32Array | Float64Array {
  return element === 'float32' ? Float32Array.from(values) : Float64Array.from(values);
}
