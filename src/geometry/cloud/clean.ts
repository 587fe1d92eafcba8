/** Points each of which stands once, and how many were left out. */
export interface Distinct {
  readonly columns: Float64Array[];
  /** Of each point that is left its number before. */
  readonly rows: Int32Array;
  readonly repeated: number;
}

/** The first of each of the points that stand several times. @param columns one array for each coordinate */
export function distinctRows(columns: readonly Float64Array[]): Distinct {
  const count = columns[0].length;
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const compare = (a: number, b: number): number => {
    for (const column of columns) if (column[a] !== column[b]) return column[a] - column[b];
    return 0;
  };
  order.sort((a, b) => compare(a, b) || a - b);
  const rows = order.filter((row, k) => k === 0 || compare(order[k - 1], row) !== 0).sort();
  return {
    columns: columns.map((column) => Float64Array.from(rows, (row) => column[row])),
    rows,
    repeated: count - rows.length,
  };
}

/** Normals of length 1. */
export interface UnitNormals {
  readonly columns: Float64Array[];
  /** The smallest and the largest length before. */
  readonly lengths: readonly [number, number];
}

/**
 * Normals divided by their lengths.
 * @param columns one array for each coordinate
 * @returns the number of one without a direction, where there is one
 */
export function unitNormals(columns: readonly Float64Array[]): UnitNormals | number {
  const lengths = Float64Array.from(columns[0], (_, i) => Math.hypot(...columns.map((column) => column[i])));
  const without = lengths.findIndex((length) => length === 0 || !Number.isFinite(length));
  if (without >= 0) return without;
  return {
    columns: columns.map((column) => column.map((value, i) => value / lengths[i])),
    lengths: lengths.reduce<[number, number]>(
      ([low, high], length) => [Math.min(low, length), Math.max(high, length)],
      [Infinity, -Infinity],
    ),
  };
}
