import * as op from './operations';
import type { EquationOf, Value } from './primitives';
import { uniform } from './simplify';

/**
 * First derivatives of a value [rows, points] along every coordinate. As long as each row depends on one coordinate alone
 * only that derivative is kept: [rows, points], with the coordinate that each row belongs to (−1 where it does not move);
 * behind the first layer of a network it is [rows, coordinates, points].
 */
export type Slopes =
  | { readonly kind: 'own'; readonly owners: readonly number[]; readonly value: Value }
  | { readonly kind: 'all'; readonly value: Value };

const own = (owners: readonly number[], value: Value): Slopes => ({ kind: 'own', owners, value });
const all = (value: Value): Slopes => ({ kind: 'all', value });

/** The slopes with those along all `size` coordinates. */
function spread(slopes: Slopes, size: number): Value {
  if (slopes.kind === 'all') return slopes.value;
  const { owners, value } = slopes;
  const [rows, count] = value.shape;
  const places = owners.flatMap((owner) => Array.from({ length: size }, (_, k) => Number(k === owner)));
  return op.multiply(
    op.constant(places, value.element, [rows, size, 1]),
    op.reshape(value, [rows, 1, count]),
  );
}

/** Each slope times a factor [rows, points]. */
export function times(slopes: Slopes, factor: Value): Slopes {
  if (slopes.kind === 'own') return own(slopes.owners, op.multiply(slopes.value, factor));
  const [rows, count] = factor.shape;
  return all(op.multiply(slopes.value, op.reshape(factor, [rows, 1, count])));
}

const alike = (a: Slopes, b: Slopes) =>
  a.kind === 'own' && b.kind === 'own' && a.owners.every((owner, k) => owner === b.owners[k]);

/** Sum or difference, of slopes along `size` coordinates. */
export function combined(a: Slopes, b: Slopes, combine: (x: Value, y: Value) => Value, size: number): Slopes {
  if (a.kind === 'own' && alike(a, b)) return own(a.owners, combine(a.value, b.value));
  return all(combine(spread(a, size), spread(b, size)));
}

/** Σ_d w_d a_d b_d: [rows, points], with weights [coordinates, 1]. */
export function weightedProduct(a: Slopes, b: Slopes, weights: Value): Value {
  const [size] = weights.shape;
  const one = uniform(weights);
  if (a.kind === 'own' && alike(a, b)) {
    const product = op.multiply(a.value, b.value);
    if (one !== null) return op.multiply(product, one);
    const owners = a.owners.map((owner) => Math.max(owner, 0));
    return op.multiply(product, op.gather(weights, op.constant(owners, 'int32')));
  }
  const product = op.multiply(spread(a, size), spread(b, size));
  if (one !== null) return op.multiply(op.sum(product, [1]), one);
  return op.sum(op.multiply(product, op.reshape(weights, [1, size, 1])), [1]);
}

/** Those of matrix · v, with a matrix [outputs, rows] that does not move. */
export function throughMatrix(matrix: Value, slopes: Slopes, size: number): Slopes {
  const [outputs, rows] = matrix.shape;
  const count = slopes.value.shape[slopes.value.shape.length - 1];
  if (slopes.kind === 'all') {
    const flat = op.reshape(slopes.value, [rows, size * count]);
    return all(op.reshape(op.dot(matrix, flat), [outputs, size, count]));
  }
  const { columns, values, depth } = grouped(matrix, slopes.owners, slopes.value, size);
  const terms = op.multiply(
    op.reshape(columns, [outputs, size, depth, 1]),
    op.reshape(values, [1, size, depth, count]),
  );
  return all(op.reshape(op.sum(terms, [2]), [outputs, size, count]));
}

/** Columns of a matrix and rows of slopes in the order of the coordinates, as many for each; zeros where there are fewer. */
function grouped(matrix: Value, owners: readonly number[], values: Value, size: number) {
  const groups = Array.from({ length: size }, (_, k) =>
    owners.flatMap((owner, row) => (owner === k ? [row] : [])),
  );
  const depth = Math.max(1, ...groups.map(({ length }) => length));
  const order = groups.flatMap((rows) => [...rows, ...new Array<number>(depth - rows.length).fill(-1)]);
  if (order.length === owners.length && order.every((row, k) => row === k))
    return { columns: matrix, values, depth };
  const picked = op.constant(
    order.map((row) => Math.max(row, 0)),
    'int32',
  );
  const there = op.constant(
    order.map((row) => Number(row >= 0)),
    values.element,
    [order.length, 1],
  );
  return {
    columns: op.transpose(op.gather(op.transpose(matrix), picked)),
    values: op.multiply(op.gather(values, picked), there),
    depth,
  };
}

/** Rows `from` to `from` + `rows` − 1. */
export function takenRows(slopes: Slopes, from: number, rows: number): Slopes {
  const { value } = slopes;
  const taken = op.slice(
    value,
    [from, ...value.shape.slice(1).map(() => 0)],
    [rows, ...value.shape.slice(1)],
  );
  return slopes.kind === 'own' ? own(slopes.owners.slice(from, from + rows), taken) : all(taken);
}

/** A single row repeated; several as they are. */
export function repeatedRows(slopes: Slopes, rows: number): Slopes {
  const { value } = slopes;
  const repeated = op.broadcast(value, [rows, ...value.shape.slice(1)]);
  if (slopes.kind === 'all') return all(repeated);
  return own(slopes.owners.length === rows ? slopes.owners : Array(rows).fill(slopes.owners[0]), repeated);
}

/** Rows picked by constant numbers; null where these are found only while running. */
export function pickedRows(slopes: Slopes, indices: Value): Slopes | null {
  const picked = op.gather(slopes.value, indices);
  if (slopes.kind === 'all') return all(picked);
  if (indices.equation?.primitive !== 'constant') return null;
  const { values } = (indices.equation as EquationOf<'constant'>).parameters;
  const rows = Array.from({ length: indices.shape[0] }, (_, k) => values[values.length === 1 ? 0 : k]);
  return own(
    rows.map((row) => slopes.owners[row]),
    picked,
  );
}

/** Slopes of values [rows, points] laid one below the other; null for one that does not move. */
export function joinedRows(
  parts: readonly { readonly value: Value; readonly slopes: Slopes | null }[],
  size: number,
): Slopes {
  if (parts.every(({ slopes }) => slopes?.kind !== 'all'))
    return own(
      parts.flatMap(({ value, slopes }) =>
        slopes?.kind === 'own' ? slopes.owners : Array<number>(value.shape[0]).fill(-1),
      ),
      op.concat(parts.map(({ value, slopes }) => slopes?.value ?? op.zerosLike(value))),
    );
  return all(
    op.concat(
      parts.map(({ value, slopes }) => {
        const [rows, count] = value.shape;
        return slopes ? spread(slopes, size) : op.constant(0, value.element, [rows, size, count]);
      }),
    ),
  );
}
