import { gridPoints, type Grid } from '../field';

export type Column = Float64Array | Float32Array | Int32Array;

/**
 * Columns of equal length as CSV text with headings. Every number has as many digits as are needed to
 * read the same value back in its own precision; what is not finite reads nan, inf and -inf.
 */
export function csvText(columns: Readonly<Record<string, Column>>): string {
  const names = Object.keys(columns);
  const lists = Object.values(columns);
  const rows = lists[0]?.length ?? 0;
  const other = names.find((name) => columns[name].length !== rows);
  if (other !== undefined) {
    throw new RangeError(
      `the column "${other}" has ${columns[other].length} rows and "${names[0]}" has ${rows}`,
    );
  }
  const lines = [names.map(heading).join(',')];
  for (let i = 0; i < rows; i++) lines.push(lists.map((list) => numberText(list, i)).join(','));
  return `${lines.join('\n')}\n`;
}

/** A grid as CSV text: one row for each point, a column for each coordinate and each field. */
export function gridCsv(grid: Grid): string {
  return csvText({ ...gridPoints(grid.axes), ...grid.fields });
}

function numberText(list: Column, index: number): string {
  const value = list[index];
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0';
  if (!(list instanceof Float32Array)) return String(value);
  // At most nine digits tell any two numbers of single precision apart.
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function heading(name: string): string {
  return /[",\n\r]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
