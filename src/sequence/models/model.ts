import { layOut, normalNumbers, type WeightSlot } from '../../network';
import { sizeOf, type Shape, type Value } from '../../program';
import { orthogonalised, spectralRadius } from '../linear-algebra';
import { streams } from '../random';

/** How a weight tensor begins. `parts`: one constant for each of equal parts of a vector. */
export type Start =
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'constant'; readonly parts: readonly number[] }
  /** Square blocks [n, n] side by side, each of this spectral radius: orthogonal, or random and scaled. */
  | { readonly kind: 'orthogonal' | 'scaled'; readonly radius: number };

export interface WeightDescription {
  readonly name: string;
  readonly shape: Shape;
  readonly start: Start;
}

export const zero: Start = { kind: 'constant', parts: [0] };

/** Glorot's normal law: variance 2/(inputs + outputs) (Glorot & Bengio, AISTATS 2010). */
export const glorot = (inputs: number, outputs: number): Start => ({
  kind: 'normal',
  deviation: Math.sqrt(2 / (inputs + outputs)),
});

/** What a model sees: symbols int32 [batch, length], or numbers [batch, length, columns]. */
export type Input = Value;

/** What a model knows about every element: rows of features, by time [length · batch] or by sequence [batch · length]. */
export interface Features {
  readonly rows: Value;
  readonly byTime: boolean;
}

/** Leaves neurons out while it is trained; the identity otherwise. */
export type Dropout = (x: Value) => Value;

/** The part of a model below its head: a map of sequences to features of each element, which sees no later element. */
export interface Body {
  readonly weights: readonly WeightDescription[];
  /** Features of each element. */
  readonly width: number;
  apply(weights: readonly Value[], input: Input, dropout: Dropout): Features;
  /** Attention maps of one sequence, [layers, heads, length, length]: who looks (rows) at whom (columns). */
  attention?(weights: readonly Value[], input: Input): Value;
  /** What the layers of a recurrent body carry and how their gates stand along one sequence. */
  readonly recurrence?: Recurrence;
}

/** The inner life of a recurrent body. */
export interface Recurrence {
  /** Names of what is traced, in the order of `traces`: each layer's states, then its gates. */
  readonly traced: readonly { readonly layer: number; readonly name: string; readonly isGate: boolean }[];
  /** Each [length, width], of one sequence. */
  traces(weights: readonly Value[], input: Input): readonly Value[];
  /** ln ‖∂h_t/∂h_0‖ of the first layer, [length], of one sequence, with W_h multiplied by `factor`. */
  growth(weights: readonly Value[], input: Input, factor: Value): Value;
  /** Which weight is W_h of the first layer; its square blocks belong to the gates. */
  readonly recurrent: string;
}

/** Size of what comes in: V symbols, or columns of numbers. */
export interface InputKind {
  readonly kind: 'symbols' | 'numbers';
  readonly size: number;
}

export function slotsOf(weights: readonly WeightDescription[]): WeightSlot[] {
  return layOut(weights);
}

/** First parameters, flat, drawn from the seed. */
export function initialParameters(weights: readonly WeightDescription[], seed: number): Float64Array {
  const slots = slotsOf(weights);
  const count = weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const parameters = normalNumbers(seed, streams.weights, count).slice();
  weights.forEach(({ shape, start }, k) => {
    const { offset } = slots[k];
    const values = parameters.subarray(offset, offset + sizeOf(shape));
    if (start.kind === 'normal') values.forEach((x, j) => (values[j] = start.deviation * x));
    else if (start.kind === 'constant')
      values.forEach(
        (_, j) => (values[j] = start.parts[Math.floor((j * start.parts.length) / values.length)]),
      );
    else fillBlocks(values, shape, start);
  });
  return parameters;
}

function fillBlocks(
  values: Float64Array,
  [n, columns]: Shape,
  { kind, radius }: Extract<Start, { radius: number }>,
): void {
  for (let from = 0; from < columns; from += n) {
    const place = (k: number) => Math.floor(k / n) * columns + from + (k % n);
    const random = Float64Array.from({ length: n * n }, (_, k) => values[place(k)]);
    const block = kind === 'orthogonal' ? orthogonalised(random, n) : random;
    const factor = radius / (kind === 'orthogonal' ? 1 : spectralRadius(random, n));
    block.forEach((x, k) => (values[place(k)] = factor * x));
  }
}
