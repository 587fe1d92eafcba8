import { numberSeries, type NumberSequences } from '../sequences';

/** Columns of a file, by their headings, as one series. */
export function series(columns: Readonly<Record<string, Float64Array>>, trained: number): NumberSequences {
  const names = Object.keys(columns);
  const rows = columns[names[0]].length;
  const values = new Float64Array(rows * names.length);
  names.forEach((name, k) => columns[name].forEach((x, row) => (values[row * names.length + k] = x)));
  return numberSeries(values, names, trained, 1, null);
}
