/** Where runs stand on the axes of the charts. Holds no component, so that tests can reach it. */
import { cellValue, columns as commonColumns, type TableRun } from '../../src/lab/run-table';

/** A scale from values of a column to 0 … 1; null where a run has none. */
export interface AxisScale {
  readonly low: number;
  readonly high: number;
  readonly logarithmic: boolean;
  place(run: TableRun): number | null;
}

/** Values that span more than this factor stand on a logarithmic axis. */
const wide = 100;

function numberOf(run: TableRun, column: string): number | null {
  const value = cellValue(run, column);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The columns in which some runs have different numbers. */
export function varyingColumns(runs: readonly TableRun[], columns: readonly string[]): string[] {
  return columns.filter(
    (column) =>
      commonColumns[column]?.kind !== 'time' && new Set(runs.map((run) => numberOf(run, column))).size > 1,
  );
}

/** The scale of a column: logarithmic where all its numbers are positive and span several powers of ten. */
export function axisScale(runs: readonly TableRun[], column: string): AxisScale {
  let [low, high] = [Infinity, -Infinity];
  for (const run of runs) {
    const value = numberOf(run, column);
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const logarithmic = low > 0 && high / low > wide;
  const of = (value: number): number => (logarithmic ? Math.log10(value) : value);
  const width = of(high) - of(low);
  return {
    low,
    high,
    logarithmic,
    place: (run) => {
      const value = numberOf(run, column);
      if (value === null) return null;
      return width > 0 ? (of(value) - of(low)) / width : 0.5;
    },
  };
}

/** One path with a dot for each run that has both values; `width` and `height` are those of the plane. */
export function dots(
  runs: readonly TableRun[],
  x: AxisScale,
  y: AxisScale,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  return runs
    .map((run) => {
      const [a, b] = [x.place(run), y.place(run)];
      return a === null || b === null ? '' : `M${(a * width).toFixed(1)} ${((1 - b) * height).toFixed(1)}h0`;
    })
    .join('');
}

/** One path with a line for each run across upright axes; it is broken where a run has no value. */
export function lines(
  runs: readonly TableRun[],
  axes: readonly AxisScale[],
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const distance = axes.length > 1 ? width / (axes.length - 1) : 0;
  return runs
    .map((run) => {
      let down = false;
      return axes
        .map((axis, index) => {
          const place = axis.place(run);
          const point =
            place === null ? '' : `${(index * distance).toFixed(1)} ${((1 - place) * height).toFixed(1)}`;
          const step = point === '' ? '' : `${down ? 'L' : 'M'}${point}`;
          down = point !== '';
          return step;
        })
        .join('');
    })
    .join('');
}
