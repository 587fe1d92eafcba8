import type { Meaning } from '../language';
import type { Problem } from '../study';

/** Rounding of a file's numbers, as a share of the range. */
const rounding = 1e-9;

/**
 * Warns of measured points outside the ranges of the coordinates, where no equation holds: most often a column or a unit
 * is mistaken.
 * @param table columns by their names in the study, all of one length, and where each row stands in the file
 */
export function pointsOutside(
  box: Meaning['box'],
  table: {
    readonly columns: Readonly<Record<string, ArrayLike<number>>>;
    readonly fileRows: ArrayLike<number>;
  },
): Omit<Problem, 'path'>[] {
  const outside = new Set<number>();
  let first: { row: number; name: string } | undefined;
  for (const [name, [low, high]] of Object.entries(box)) {
    if (!Object.hasOwn(table.columns, name)) continue;
    const values = table.columns[name];
    const spare = rounding * Math.max(high - low, Math.abs(low), Math.abs(high));
    for (let row = 0; row < values.length; row++) {
      if (values[row] >= low - spare && values[row] <= high + spare) continue;
      outside.add(row);
      if (first === undefined || row < first.row) first = { row, name };
    }
  }
  if (first === undefined) return [];
  const { row, name } = first;
  const [low, high] = box[name].map(short);
  const count = outside.size === 1 ? '1 of its points lies' : `${outside.size} of its points lie`;
  const message = `${count} outside the ranges of the coordinates, such as that of row ${table.fileRows[row]} with ${name} = ${short(table.columns[name][row])}, where ${name} runs from ${low} to ${high}; no equation holds there. Correct columns or units, or widen the range.`;
  return [{ message, severity: 'warning' }];
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
