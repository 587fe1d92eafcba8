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

/** Slower measures by step: the fresh ratio, and the relative error of each field. */
export class MeasureSeries {
  readonly step = new Column();
  readonly freshRatio = new Column();
  readonly errors = new Map<string, Column>();

  append(columns: MeasureColumns): void {
    const first = columns.step[0];
    if (first === undefined) return;
    const kept = this.step.countBelow(first);
    for (const column of [this.step, this.freshRatio, ...this.errors.values()]) column.cut(kept);
    this.step.append(columns.step);
    this.freshRatio.append(columns.freshRatio);
    for (const [field, values] of Object.entries(columns.errors)) {
      const column = this.errors.get(field) ?? new Column();
      column.append(values);
      this.errors.set(field, column);
    }
  }
}
