import type { HostArray, Program } from '../program';
import { compile, upload, uploadScalar, type DeviceTensor, type Executable } from '../tensorflow';
import {
  attentionProgram,
  closedProgram,
  distributionProgram,
  forecastProgram,
  growthProgram,
  toldProgram,
  tracesProgram,
} from './looks';
import { spectralRadius } from './linear-algebra';
import type { Work } from './steps';

/** p(x | context) of every symbol, and the logits beneath. */
export interface Told {
  readonly probabilities: Float64Array;
  readonly logits: Float64Array;
}

/** Maps of one sequence, `weights` being [layers, heads, length, length]; rows look at columns. */
export interface AttentionMaps {
  readonly layers: number;
  readonly heads: number;
  readonly length: number;
  readonly weights: Float64Array;
}

/** A state or a gate along a sequence, [length, width]. */
export interface Trace {
  readonly layer: number;
  readonly name: string;
  readonly isGate: boolean;
  readonly width: number;
  readonly values: Float64Array;
}

/** Looks into a neural model as it stands; programs are compiled when first asked for. */
export class ModelLooks {
  private readonly compiled = new Map<string, Executable>();

  constructor(
    private readonly work: Work,
    private readonly parameters: () => HostArray,
  ) {}

  /** Of at most a window of the context's last elements; needs one at least. */
  distribution(context: readonly number[]): Told {
    const { length, sequences } = this.work;
    if (sequences.kind === 'numbers' || context.length === 0)
      throw new Error('Probabilities are told for symbols, after at least one of them.');
    const seen = context.slice(-length);
    const window = Int32Array.from({ length }, (_, k) => seen[k] ?? 0);
    const [told] = this.run('distribution', () => distributionProgram(this.work, length), [
      upload({ element: 'int32', shape: [1, length] }, window),
      uploadScalar('int32', seen.length - 1),
    ]);
    const { length: symbols } = sequences.symbols;
    return { probabilities: told.slice(0, symbols), logits: told.slice(symbols) };
  }

  /** Attention over at most a window of these inputs; null for a model without attention. */
  attention(inputs: ArrayLike<number>): AttentionMaps | null {
    const { body } = this.work.model;
    if (!body.attention) return null;
    const { attention } = body;
    const { window, seen } = this.window(inputs, this.work.length);
    const [all] = this.run('attention', () => attentionProgram(this.work, attention, this.work.length), [
      window,
    ]);
    const { length } = this.work;
    const { layers, heads } = this.work.study.model as { layers: number; heads: number };
    const weights = new Float64Array(layers * heads * seen * seen);
    for (let map = 0; map < layers * heads; map++)
      for (let row = 0; row < seen; row++)
        for (let column = 0; column < seen; column++)
          weights[(map * seen + row) * seen + column] = all[(map * length + row) * length + column];
    return { layers, heads, length: seen, weights };
  }

  /** States and gates along at most a window of these inputs; null for a model without a state. */
  traces(inputs: ArrayLike<number>): readonly Trace[] | null {
    const { recurrence, width } = this.work.model.body;
    if (!recurrence) return null;
    const { window, seen } = this.window(inputs, this.work.length);
    const found = this.run('traces', () => tracesProgram(this.work, recurrence, this.work.length), [window]);
    return recurrence.traced.map((traced, k) => ({
      ...traced,
      width,
      values: found[k].subarray(0, seen * width),
    }));
  }

  /** ln ‖∂h_t/∂h_0‖ at t = 1 … along these inputs with W_h multiplied by `factor`; null for a model without a state. */
  growth(inputs: ArrayLike<number>, factor: number): Float64Array | null {
    const { recurrence } = this.work.model.body;
    if (!recurrence) return null;
    const length = inputs.length / this.columns;
    const { window } = this.window(inputs, length);
    const [found] = this.run(`growth ${length}`, () => growthProgram(this.work, recurrence, length), [
      window,
      uploadScalar(this.work.element, factor),
    ]);
    return found;
  }

  /** The model as it stands as a closed program of `count` windows, without loops. */
  closed(count: number): Program {
    return closedProgram(this.work, this.parameters(), this.work.length, count);
  }

  /** p(x | what came before) at every place of a window, [length, symbols]; or what is told of numbers. */
  told(inputs: ArrayLike<number>): Float64Array {
    const { length } = this.work;
    const [told] = this.run('told', () => toldProgram(this.work, length), [
      this.window(inputs, length).window,
    ]);
    return told;
  }

  /** Spectral radius of each square block of W_h, one for each gate; null for a model without a state. */
  radii(): readonly number[] | null {
    const { model } = this.work;
    const { recurrence, weights } = model.body;
    if (!recurrence) return null;
    const { offset, shape } = model.slots[weights.findIndex(({ name }) => name === recurrence.recurrent)];
    const [n, columns] = shape;
    const values = this.parameters().subarray(offset, offset + n * columns);
    return Array.from({ length: columns / n }, (_, block) =>
      spectralRadius(
        Float64Array.from(
          { length: n * n },
          (_unused, k) => values[Math.floor(k / n) * columns + block * n + (k % n)],
        ),
        n,
      ),
    );
  }

  /** What is told after each of these windows, [windows, outputs]; `inputs` are [windows, length, columns]. */
  next(inputs: Float64Array, windows: number): Float64Array {
    const { length, element } = this.work;
    const type = { element, shape: [windows, length, this.columns] };
    const [told] = this.run(`next ${windows}`, () => forecastProgram(this.work, windows, length), [
      upload(type, element === 'float32' ? Float32Array.from(inputs) : inputs),
    ]);
    return told;
  }

  private get columns(): number {
    const { sequences } = this.work;
    return sequences.kind === 'symbols' ? 1 : sequences.inputNames.length;
  }

  /** The first of a window's last `length` inputs, padded behind; what stands there has no influence before it. */
  private window(inputs: ArrayLike<number>, length: number): { window: DeviceTensor; seen: number } {
    const { sequences, element } = this.work;
    const { columns } = this;
    const given = Array.from(inputs).slice(-length * columns);
    const values = Float64Array.from({ length: length * columns }, (_, k) => given[k] ?? 0);
    const seen = given.length / columns;
    if (sequences.kind === 'symbols')
      return { window: upload({ element: 'int32', shape: [1, length] }, Int32Array.from(values)), seen };
    const type = { element, shape: [1, length, columns] };
    return { window: upload(type, element === 'float32' ? Float32Array.from(values) : values), seen };
  }

  /** Runs a program on the present parameters and these tensors, which it gives up. */
  private run(name: string, make: () => Program, tensors: readonly DeviceTensor[]): Float64Array[] {
    let executable = this.compiled.get(name);
    if (!executable) this.compiled.set(name, (executable = compile(make(), 'xla')));
    const { element } = this.work;
    const held = this.parameters();
    const parameters = upload({ element, shape: [held.length] }, held);
    const results = executable.run([parameters, ...tensors]);
    const values = results.map((result) => Float64Array.from(result.read()));
    [parameters, ...tensors, ...results].forEach((tensor) => tensor.dispose());
    return values;
  }
}
