/** Growing columns of numbers, appended to in place: the losses and measures of the open run. */
import type { LossColumns, MeasureColumns } from '../../src/lab/protocol';

/** A list of numbers in one typed array with room to grow. */
export class Column {
  private room = new Float64Array(1024);
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** The numbers so far; a view that later appends may leave behind. */
  get values(): Float64Array {
    return this.room.subarray(0, this.used);
  }

  get last(): number {
    return this.used === 0 ? NaN : (this.room[this.used - 1] ?? NaN);
  }

  append(values: ArrayLike<number>): void {
    const needed = this.used + values.length;
    if (needed > this.room.length) {
      const larger = new Float64Array(Math.max(needed, 2 * this.room.length));
      larger.set(this.values);
      this.room = larger;
    }
    this.room.set(values, this.used);
    this.used = needed;
  }

  cut(length: number): void {
    this.used = Math.min(this.used, length);
  }

  /** How many of the (rising) numbers are below `bound`. */
  countBelow(bound: number): number {
    let low = 0;
    let high = this.used;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.room[middle] ?? Infinity) < bound) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Losses by step: the weighted total and each term's unweighted mean square. */
export class LossSeries {
  readonly step = new Column();
  readonly loss = new Column();
  readonly terms: Column[] = [];

  /** Rows from a step that is already there replace those from it on: a resumed run goes back to its checkpoint. */
  append(columns: LossColumns): void {
    const first = columns.step[0];
    if (first === undefined) return;
    const kept = this.step.countBelow(first);
    for (const column of [this.step, this.loss, ...this.terms]) column.cut(kept);
    this.step.append(columns.step);
    this.loss.append(columns.loss);
    columns.terms.forEach((values, index) => {
      const column = (this.terms[index] ??= new Column());
      column.append(values);
    });
  }
}

/** The columns of each name, as long as those that grow beside them. */
function extend(named: Map<string, Column>, columns: Readonly<Record<string, Float64Array>>): void {
  for (const [name, values] of Object.entries(columns)) {
    const column = named.get(name) ?? new Column();
    column.append(values);
    named.set(name, column);
  }
}

/**
 * Slower measures by step: the fresh ratio, the relative error of each field, the value of each unknown number, what the
 * study measures, the weight of each term that changes by itself, the misfit to values kept out.
 */
export class MeasureSeries {
  readonly step = new Column();
  readonly freshRatio = new Column();
  readonly errors = new Map<string, Column>();
  readonly inferred = new Map<string, Column>();
  readonly values = new Map<string, Column>();
  readonly weights = new Map<string, Column>();
  readonly validation = new Map<string, Column>();

  append(columns: MeasureColumns): void {
    const first = columns.step[0];
    if (first === undefined) return;
    const kept = this.step.countBelow(first);
    const named = [this.errors, this.inferred, this.values, this.weights, this.validation].flatMap((map) => [
      ...map.values(),
    ]);
    for (const column of [this.step, this.freshRatio, ...named]) column.cut(kept);
    this.step.append(columns.step);
    this.freshRatio.append(columns.freshRatio);
    extend(this.errors, columns.errors);
    extend(this.inferred, columns.inferred);
    extend(this.values, columns.values);
    extend(this.weights, columns.weights);
    extend(this.validation, columns.validation);
  }
}

/** How many of the rising steps are not above `last`; none where that is no number. */
function countUpTo(step: Float64Array, last: number): number {
  const index = step.findIndex((value) => !(value <= last));
  return index < 0 ? step.length : index;
}

/** The rows of losses after a step. */
export function lossesAfter(columns: LossColumns, last: number): LossColumns {
  const from = countUpTo(columns.step, last);
  return {
    step: columns.step.subarray(from),
    phase: columns.phase.subarray(from),
    loss: columns.loss.subarray(from),
    terms: columns.terms.map((values) => values.subarray(from)),
  };
}

/** The rows of measures after a step. */
export function measuresAfter(columns: MeasureColumns, last: number): MeasureColumns {
  const from = countUpTo(columns.step, last);
  const cut = (named: Readonly<Record<string, Float64Array>>): Record<string, Float64Array> =>
    Object.fromEntries(Object.entries(named).map(([name, values]) => [name, values.subarray(from)]));
  return {
    step: columns.step.subarray(from),
    freshRatio: columns.freshRatio.subarray(from),
    errors: cut(columns.errors),
    inferred: cut(columns.inferred),
    values: cut(columns.values),
    weights: cut(columns.weights),
    validation: cut(columns.validation),
  };
}
