import { highestWave, wavenumbers, waves, type FlowGrid } from './grid';
import type { Coefficients, StateMeasures } from './machine';
import { stateMeasures } from './programs';

/** A solution at equally spaced times. */
export interface FlowHistory {
  /** The first time, and what lies between one and the next. */
  readonly start: number;
  readonly interval: number;
  /** Names of the fields, in the order in which they are stored. */
  readonly fields: readonly string[];
  /** How many wavenumbers are kept along each axis: −n … n, and 0 … n along the last. */
  readonly kept: readonly [number, number, number];
  /** At each time the kept coefficients of all fields, real and imaginary parts in turns. */
  readonly snapshots: readonly Float64Array[];
  readonly measures: readonly StateMeasures[];
}

/** How many wavenumbers are kept along each axis. */
export function keptCounts(grid: FlowGrid): FlowHistory['kept'] {
  const [a, b, c] = [0, 1, 2].map((axis) => highestWave(grid, axis));
  return [2 * a + 1, 2 * b + 1, c + 1];
}

/** The kept wavenumbers along an axis, as whole numbers in their order, and their places in a transform. */
function keptWaves(grid: FlowGrid, axis: number): { numbers: number[]; places: number[] } {
  const highest = highestWave(grid, axis);
  const all = waves(grid, axis).map((n, place) => ({ n, place }));
  const kept = all.filter(({ n }) => Math.abs(n) <= highest).sort((a, b) => a.n - b.n);
  return { numbers: kept.map(({ n }) => n), places: kept.map(({ place }) => place) };
}

/** The kept ones of whole sets of coefficients: real and imaginary part of each field one after the other. */
export function keptOf(grid: FlowGrid, parts: Coefficients): Float64Array {
  const [n0, n1, n2] = keptCounts(grid);
  const [p0, p1, p2] = [0, 1, 2].map((axis) => keptWaves(grid, axis).places);
  const width = Math.floor(grid.counts[2] / 2) + 1;
  const scale = 1 / (grid.counts[0] * grid.counts[1] * grid.counts[2]);
  const result = new Float64Array(parts.length * n0 * n1 * n2);
  let to = 0;
  for (let field = 0; field < parts.length; field += 2)
    for (const a of p0)
      for (const b of p1)
        for (const c of p2) {
          const from = (a * grid.counts[1] + b) * width + c;
          result[to++] = parts[field][from] * scale;
          result[to++] = parts[field + 1][from] * scale;
        }
  return result;
}

/** The largest share of the energy at the highest wavenumber of an axis in that at the strongest one, over a snapshot. */
export function cutOffShare(
  { kept: [n0, n1, n2] }: Pick<FlowHistory, 'kept'>,
  snapshot: Float64Array,
): number {
  const spectra = [n0, n1, n2].map((count, axis) => new Float64Array(axis === 2 ? count : (count + 1) / 2));
  for (let at = 0, k = 0; at < snapshot.length; at += 2, k++) {
    const energy = snapshot[at] ** 2 + snapshot[at + 1] ** 2;
    spectra[2][k % n2] += energy;
    spectra[1][Math.abs((Math.floor(k / n2) % n1) - (n1 - 1) / 2)] += energy;
    spectra[0][Math.abs((Math.floor(k / n2 / n1) % n0) - (n0 - 1) / 2)] += energy;
  }
  return Math.max(
    ...spectra.map((own) => (own.length < 2 ? 0 : own[own.length - 1] / Math.max(...own, 1e-300))),
  );
}

/** Points in time from which a value between two snapshots is told: an error of order eight. */
const stencil = 8;

/** A solution that can be asked at any point and time: exact in space for its coefficients, Lagrange in time. */
export class FlowSolution {
  constructor(
    readonly space: readonly { readonly name: string; readonly low: number }[],
    readonly timeName: string,
    readonly grid: FlowGrid,
    readonly history: FlowHistory,
  ) {}

  /** Distances along each coordinate over which fields vary little: a twelfth of the shortest wave, half a snapshot. */
  get widths(): Record<string, number> {
    const own = this.space.map(({ name }, k): [string, number] => {
      const axis = k + 3 - this.grid.dimensions;
      return [name, this.grid.lengths[axis] / (12 * Math.max(1, highestWave(this.grid, axis)))];
    });
    return { ...Object.fromEntries(own), [this.timeName]: this.history.interval / 2 };
  }

  /** Fields at points: one array for each coordinate, all of one length. */
  evaluate(points: Readonly<Record<string, Float64Array>>): Record<string, Float64Array> {
    const { fields } = this.history;
    const times = points[this.timeName];
    const results = fields.map(() => new Float64Array(times.length));
    const order = Int32Array.from(times.keys()).sort((a, b) => times[a] - times[b] || a - b);
    // An axis that the study does not have stays at 0.
    const places = [0, 1, 2].map((axis) => {
      const k = axis - (3 - this.grid.dimensions);
      return k < 0 ? null : { low: this.space[k].low, values: points[this.space[k].name] };
    });
    let known = NaN;
    let sums: PartialSums | null = null;
    const values = new Float64Array(fields.length);
    for (const i of order) {
      if (sums === null || times[i] !== known) {
        known = times[i];
        sums = new PartialSums(this.grid, fields.length, this.at(known));
      }
      const [x0, x1, x2] = places.map((place) => (place === null ? 0 : place.values[i] - place.low));
      sums.at(x0, x1, x2, values);
      for (let field = 0; field < results.length; field++) results[field][i] = values[field];
    }
    return Object.fromEntries(fields.map((name, k) => [name, results[k]]));
  }

  /** What is measured over the whole box at the times of the snapshots: the time first, then one column for each. */
  series(): Record<string, Float64Array> {
    const { start, interval, measures } = this.history;
    return {
      [this.timeName]: Float64Array.from(measures, (_, k) => start + k * interval),
      ...Object.fromEntries(
        stateMeasures.map((name) => [name, Float64Array.from(measures, (own) => own[name])]),
      ),
    };
  }

  /** The coefficients at a time. */
  private at(time: number): Float64Array {
    const { start, interval, snapshots } = this.history;
    const place = (time - start) / interval;
    const nearest = Math.round(place);
    if (place === nearest && snapshots[nearest] !== undefined) return snapshots[nearest];
    const count = Math.min(stencil, snapshots.length);
    const first = Math.max(0, Math.min(snapshots.length - count, Math.floor(place) - count / 2 + 1));
    const result = new Float64Array(snapshots[0].length);
    for (let j = 0; j < count; j++) {
      let weight = 1;
      for (let m = 0; m < count; m++) if (m !== j) weight *= (place - first - m) / (j - m);
      const own = snapshots[first + j];
      for (let k = 0; k < result.length; k++) result[k] += weight * own[k];
    }
    return result;
  }
}

/** So many bytes of sums are kept along each axis. */
const mostSums = 128 * 2 ** 20;

/** Values from coefficients, summed axis after axis; sums that several points share are kept. */
class PartialSums {
  private readonly kept: readonly [number, number, number];
  private readonly numbers: readonly Float64Array[];
  private readonly overLast = new Map<number, Float64Array>();
  private readonly overTwo = new Map<string, Float64Array>();

  constructor(
    grid: FlowGrid,
    private readonly fields: number,
    private readonly coefficients: Float64Array,
  ) {
    this.kept = keptCounts(grid);
    this.numbers = [0, 1, 2].map((axis) => {
      const { k } = wavenumbers(grid, axis);
      return Float64Array.from(keptWaves(grid, axis).places, (place) => k[place]);
    });
  }

  at(x0: number, x1: number, x2: number, out: Float64Array): void {
    const key = `${x1} ${x2}`;
    let rows = this.overTwo.get(key);
    if (rows === undefined) {
      rows = this.contracted(this.sumOverLast(x2), 1, x1, 1);
      if (8 * rows.length * this.overTwo.size > mostSums) this.overTwo.clear();
      this.overTwo.set(key, rows);
    }
    const values = this.contracted(rows, 0, x0, 1);
    for (let field = 0; field < this.fields; field++) out[field] = values[2 * field];
  }

  private sumOverLast(x2: number): Float64Array {
    const known = this.overLast.get(x2);
    if (known !== undefined) return known;
    const sums = this.contracted(this.coefficients, 2, x2, 2);
    if (8 * sums.length * this.overLast.size > mostSums) this.overLast.clear();
    this.overLast.set(x2, sums);
    return sums;
  }

  /** Σ c exp(i k x) over the last axis that is left; @param conjugate 2 where wavenumbers above 0 stand for −k too */
  private contracted(from: Float64Array, axis: number, x: number, conjugate: 1 | 2): Float64Array {
    const count = this.kept[axis];
    const phases = new Float64Array(2 * count);
    this.numbers[axis].forEach((k, n) => {
      const weight = n === 0 ? 1 : conjugate;
      phases[2 * n] = weight * Math.cos(k * x);
      phases[2 * n + 1] = weight * Math.sin(k * x);
    });
    const result = new Float64Array(from.length / count);
    for (let row = 0, at = 0; row < result.length; row += 2) {
      let re = 0;
      let im = 0;
      for (let n = 0; n < 2 * count; n += 2, at += 2) {
        re += from[at] * phases[n] - from[at + 1] * phases[n + 1];
        im += from[at] * phases[n + 1] + from[at + 1] * phases[n];
      }
      result[row] = re;
      result[row + 1] = im;
    }
    return result;
  }
}
