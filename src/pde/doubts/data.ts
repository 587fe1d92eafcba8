import type { Doubt } from '../../run';
import type { HeldOutSet, HeldOutTerm } from '../held-out';
import type { Bounds } from '../point-source';
import { cellsOf, rootMeanSquare } from './cells';

/** Beyond so many standard deviations, in the root mean square over all points, noise does not explain a misfit. */
const aboveNoise = 2;
/** The same over the points of one cell, of which there may be few. */
const aboveNoiseInCell = 4;
/** Where no noise is stated: a misfit beyond this share of the spread of the measured values. */
const farShare = 0.5;

/** Data that the solution does not pass through: beyond their stated noise, or far from them where none is stated. */
export function dataDoubts(sets: readonly HeldOutSet[], box: readonly Bounds[]): Doubt[] {
  return sets
    .filter(({ kind }) => kind === 'data')
    .flatMap((set) => set.terms.flatMap((term) => misfit(term, set, box)));
}

function misfit(term: HeldOutTerm, { points, deviations }: HeldOutSet, box: readonly Bounds[]): Doubt[] {
  const everywhere = Array.from(term.residual, (_, i) => i);
  const unit = deviations ?? spreadOf(term.parts[1]);
  const relative = term.residual.map((value, i) => value / (typeof unit === 'number' ? unit : unit[i]));
  if (!relative.every(Number.isFinite)) return [];
  const whole = rootMeanSquare(relative, everywhere);
  const [worst] = cellsOf(box, points)
    .map(({ place, points: chosen }) => ({ place, size: rootMeanSquare(relative, chosen) }))
    .sort((a, b) => b.size - a.size);
  const where = worst.place === '' ? '' : `, most where ${worst.place}`;
  if (deviations === undefined) {
    if (whole <= farShare) return [];
    const share = `${(100 * whole).toFixed(0)} % of the spread of the measured values`;
    const message = `The solution is far from ${term.name}: it misses them by ${share}${where}. Train longer, give the data more weight, or check units and columns.`;
    return [{ term: term.name, place: worst.place, message }];
  }
  if (whole <= aboveNoise && worst.size <= aboveNoiseInCell) return [];
  const times = (size: number) => `${size.toFixed(size < 10 ? 1 : 0)} times their standard deviation`;
  const told = whole > aboveNoise ? `${times(whole)}${where}` : `${times(worst.size)} where ${worst.place}`;
  const message = `The solution misses ${term.name} by ${told}: more than their noise explains. Train longer, give the data more weight, or check the equations and the stated noise.`;
  return [{ term: term.name, place: worst.place, message }];
}

/** The standard deviation of measured values; their size where all are the same. */
function spreadOf(values: Float64Array): number {
  const everywhere = Array.from(values, (_, i) => i);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = rootMeanSquare(
    values.map((value) => value - mean),
    everywhere,
  );
  return spread > 0 ? spread : rootMeanSquare(values, everywhere);
}
