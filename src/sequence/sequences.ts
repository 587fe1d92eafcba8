/** A stretch of places: from, up to and not including to. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

export interface Parts {
  readonly training: Part;
  readonly validation: Part;
  readonly test: Part;
}

interface Common {
  /** Length of each example, laid end to end; null for one long sequence, of which any window is an example. */
  readonly example: number | null;
  /** Places: one input and one target each. */
  readonly places: number;
  /** 1 where the target counts, 0 where nothing is asked; null where every target counts. */
  readonly weights: Float64Array | null;
}

/** Elements from a finite set. `inputs[i]` is seen at place i, `targets[i]` is to be told there. */
export interface SymbolSequences extends Common {
  readonly kind: 'symbols';
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
  /** Texts of the symbols, by number. */
  readonly symbols: readonly string[];
  /** Exact least cross-entropy of a place that counts, in nats; null where it is not known. */
  readonly entropyRate: number | null;
  /** Number of the unit in whose place unknown ones stand; absent where there is none. */
  readonly unknown?: number;
}

/** Real numbers; rows of `inputs` and `targets` lie end to end. */
export interface NumberSequences extends Common {
  readonly kind: 'numbers';
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /** How the elements of a series follow from inputs and targets; null for tasks that are no series. */
  readonly series: Scaling | null;
}

/**
 * A series x is seen as (x − mean)/deviation by column; what is told is the next step (x_{t+1} − x_t)/increment. All
 * three are of the training part.
 */
export interface Scaling {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  readonly increment: Float64Array;
  /** Time between elements, and the largest Lyapunov exponent where it is known. */
  readonly interval: number;
  readonly lyapunov: number | null;
}

export type Sequences = SymbolSequences | NumberSequences;

/** Shares of the places by time, in whole examples. The validation part follows the training part, the test part ends. */
export function partsOf(
  { places, example }: Common,
  { validation, test }: { readonly validation: number; readonly test: number },
): Parts {
  const unit = example ?? 1;
  const count = places / unit;
  const first = Math.floor(count * (1 - validation - test)) * unit;
  const second = Math.floor(count * (1 - test)) * unit;
  return {
    training: { from: 0, to: first },
    validation: { from: first, to: second },
    test: { from: second, to: places },
  };
}

/** A long sequence of symbols: each place asks for the next element. */
export function symbolStream(
  elements: Int32Array,
  symbols: readonly string[],
  entropyRate: number | null,
  unknown?: number,
): SymbolSequences {
  return {
    kind: 'symbols',
    example: null,
    places: elements.length - 1,
    weights: null,
    inputs: elements.subarray(0, -1),
    targets: elements.subarray(1),
    symbols,
    entropyRate,
    ...(unknown !== undefined && { unknown }),
  };
}

/**
 * A series of numbers, row by row.
 * @param trained share of the rows that scales are taken from
 */
export function numberSeries(
  values: Float64Array,
  names: readonly string[],
  trained: number,
  interval: number,
  lyapunov: number | null,
): NumberSequences {
  const width = names.length;
  const places = values.length / width - 1;
  const rows = Math.max(2, Math.floor((places + 1) * trained));
  const columns = names.map((_, column) =>
    Float64Array.from({ length: rows }, (_unused, row) => values[row * width + column]),
  );
  const mean = Float64Array.from(columns, (column) => average(column));
  const deviation = Float64Array.from(columns, (column, k) =>
    sized(Math.sqrt(average(column.map((x) => (x - mean[k]) ** 2)))),
  );
  const increment = Float64Array.from(columns, (column) =>
    sized(Math.sqrt(average(column.subarray(1).map((x, row) => (x - column[row]) ** 2)))),
  );
  const inputs = Float64Array.from(
    { length: places * width },
    (_, k) => (values[k] - mean[k % width]) / deviation[k % width],
  );
  const targets = inputs.map((_, k) => (values[k + width] - values[k]) / increment[k % width]);
  const series = { mean, deviation, increment, interval, lyapunov };
  return {
    kind: 'numbers',
    example: null,
    places,
    weights: null,
    inputs,
    targets,
    inputNames: names,
    targetNames: names,
    series,
  };
}

function average(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** A column that never changes is not scaled. */
const sized = (x: number) => (x > 0 ? x : 1);
