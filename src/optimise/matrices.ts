import * as op from '../program';
import { sizeOf, type Shape, type Value } from '../program';

/** A weight tensor and where it lies in the flat parameters. */
export interface Slot {
  readonly shape: Shape;
  readonly offset: number;
}

/** A weight matrix within the flat parameters. */
export interface Matrix {
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

/** The weight tensors that are matrices with at least `least` and at most `most` rows and columns. */
export function matricesOf(slots: readonly Slot[], least: number, most = Infinity): Matrix[] {
  return slots.flatMap(({ shape, offset }) => {
    const [rows, columns] = shape;
    const fits = shape.length === 2 && Math.min(rows, columns) >= least && Math.max(rows, columns) <= most;
    return fits ? [{ offset, rows, columns }] : [];
  });
}

/** One matrix of a flat vector. */
export function matrixIn(flat: Value, { offset, rows, columns }: Matrix): Value {
  return op.reshape(op.slice(flat, [offset], [rows * columns]), [rows, columns]);
}

/** The flat vector with other values of the matrices, which are given in the order of their offsets. */
export function withMatrices(flat: Value, matrices: readonly Matrix[], values: readonly Value[]): Value {
  const parts: Value[] = [];
  let done = 0;
  const keepUntil = (end: number) => {
    if (end > done) parts.push(op.slice(flat, [done], [end - done]));
  };
  matrices.forEach(({ offset, rows, columns }, k) => {
    keepUntil(offset);
    parts.push(op.reshape(values[k], [rows * columns]));
    done = offset + rows * columns;
  });
  keepUntil(sizeOf(flat.shape));
  return op.concat(parts);
}
