import type { Values } from '../grid';
import type { Statistics } from './tasks';
import { checkVolume, type Point, type VolumeGrid, type VolumeOptions } from './types';

/**
 * What a field comes to over the unmasked part of a grid. Integrals by the trapezoidal rule along each axis: exact for
 * a linear field in a full box. NaN where no node has a value.
 */
export function fieldStatistics(grid: VolumeGrid, values: Values, options: VolumeOptions = {}): Statistics {
  checkVolume(grid, values, options);
  const [wx, wy, wz] = grid.axes.map((axis) => trapezoids(axis.values));
  const inside = options.inside ?? null;
  const [ny, nz] = [wy.length, wz.length];
  let [count, volume, integral, squares] = [0, 0, 0, 0];
  let [smallest, largest] = [-1, -1];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value) || (inside !== null && inside[i] === 0)) continue;
    const weight = wx[Math.floor(i / (ny * nz))] * wy[Math.floor(i / nz) % ny] * wz[i % nz];
    count++;
    volume += weight;
    integral += weight * value;
    squares += weight * value * value;
    if (smallest < 0 || value < values[smallest]) smallest = i;
    if (largest < 0 || value > values[largest]) largest = i;
  }
  const place = (i: number): Point => {
    if (i < 0) return [NaN, NaN, NaN];
    const [x, y, z] = grid.axes;
    return [x.values[Math.floor(i / (ny * nz))], y.values[Math.floor(i / nz) % ny], z.values[i % nz]];
  };
  return {
    count,
    smallest: count > 0 ? values[smallest] : NaN,
    largest: count > 0 ? values[largest] : NaN,
    smallestAt: place(smallest),
    largestAt: place(largest),
    mean: integral / volume,
    rootMeanSquare: Math.sqrt(squares / volume),
    integral,
    volume,
  };
}

/** Half the distance to either neighbour; 1 for a single place. */
function trapezoids(places: Float64Array): Float64Array {
  const last = places.length - 1;
  if (last === 0) return Float64Array.of(1);
  return places.map((_, k) => (places[Math.min(last, k + 1)] - places[Math.max(0, k - 1)]) / 2);
}
