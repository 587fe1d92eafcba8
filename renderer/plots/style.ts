/** What all plots share: colours from the theme, axes, numbers. */
import uPlot from 'uplot';
import { formatTick, superscript } from '../../src/field';

const style = getComputedStyle(document.documentElement);

/** A colour of the theme that is shown now. */
export function themeColour(name: string): string {
  return style.getPropertyValue(name).trim();
}

const termCount = 8;

/** The colour of the k-th term of the loss, the same in every panel. */
export function termColourName(index: number): string {
  return `--curve-${(index % termCount) + 1}`;
}

const font = "11px 'Inter', sans-serif";

const axisStyle: uPlot.Axis = {
  font,
  labelFont: font,
  stroke: () => themeColour('--text-soft'),
  grid: { stroke: () => themeColour('--plot-grid'), width: 1 },
  ticks: { stroke: () => themeColour('--line-control'), width: 1, size: 4 },
  gap: 4,
};

/** Distances between ticks: 1, 2 or 5 times a power of ten, so that their labels are exact. */
const increments = Array.from({ length: 36 }, (_, k) =>
  [1, 2, 5].map((m) => Number(`${m}e${k - 18}`)),
).flat();

/** A linear axis with its quantity written beside it. */
export function linearAxis(label: string, change: Partial<uPlot.Axis> = {}): uPlot.Axis {
  return {
    ...axisStyle,
    label,
    labelSize: 16,
    labelGap: 0,
    incrs: increments,
    values: (_plot, splits, _axis, _space, step) => splits.map((value) => formatTick(value, step)),
    ...change,
  };
}

/** A logarithmic axis: whole powers of ten carry numbers. */
export function logarithmicAxis(label: string, change: Partial<uPlot.Axis> = {}): uPlot.Axis {
  return {
    ...axisStyle,
    label,
    labelSize: 16,
    labelGap: 0,
    size: 48,
    filter: decadesOnly,
    grid: { ...axisStyle.grid, filter: decadesOnly },
    ticks: { ...axisStyle.ticks, filter: decadesOnly },
    values: (_plot, splits) =>
      splits.map((value) => (value === null ? '' : `10${superscript(Math.round(Math.log10(value)))}`)),
    ...change,
  };
}

/** Of the places on a logarithmic axis, the whole powers of ten: every one, or every other where they crowd. */
function decadesOnly(_plot: uPlot, splits: number[]): (number | null)[] {
  const decades = splits.filter(isPowerOfTen);
  const stride = Math.max(1, Math.ceil(decades.length / 8));
  return splits.map((value) =>
    isPowerOfTen(value) && Math.round(Math.log10(value)) % stride === 0 ? value : null,
  );
}

function isPowerOfTen(value: number): boolean {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) < 1e-9;
}

/** A logarithmic scale that leaves a little room and spans a decade at least. */
export const logarithmicScale: uPlot.Scale = {
  distr: 3,
  log: 10,
  range: (_plot, low, high) => {
    if (low === null || high === null) return [1e-6, 1];
    const from = Math.floor(Math.log10(low) + 1e-9);
    const to = Math.ceil(Math.log10(high) - 1e-9);
    return [10 ** from, 10 ** Math.max(to, from + 1)];
  },
};
