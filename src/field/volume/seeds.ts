import type { Values } from '../grid';
import type { Seeds } from './tasks';
import { volumeStrides, type Point, type VolumeGrid } from './types';
import { minus, plus } from './vector';

/**
 * The points where lines start.
 * @param strength what they are spread by when that is asked for: any field without negative values
 */
export function seedPoints(seeds: Seeds, grid: VolumeGrid, strength: () => Values): Point[] {
  switch (seeds.kind) {
    case 'points':
      return [...seeds.points];
    case 'line':
      return Array.from({ length: seeds.count }, (_, k) =>
        plus(seeds.from, minus(seeds.to, seeds.from), evenly(k, seeds.count)),
      );
    case 'plane': {
      const { origin, edges, counts } = seeds;
      return Array.from({ length: counts[0] * counts[1] }, (_, k) => {
        const right = plus(origin, edges[0], evenly(k % counts[0], counts[0]));
        return plus(right, edges[1], evenly(Math.floor(k / counts[0]), counts[1]));
      });
    }
    case 'strength':
      return strongPoints(grid, strength(), seeds.count);
  }
}

function evenly(k: number, count: number): number {
  return count === 1 ? 0.5 : k / (count - 1);
}

/** The generalised golden ratio of four dimensions: the root of φ⁵ = φ + 1. */
const ratio = 1.1673039782614187;

/**
 * Points spread through the volume as densely as a field is strong, always the same: cells are chosen from their share
 * of its integral, and a place in each cell, by the R₄ sequence (M. Roberts, "The unreasonable effectiveness of
 * quasirandom sequences", 2018). Masked nodes count as zero.
 */
export function strongPoints(grid: VolumeGrid, strength: Values, count: number): Point[] {
  const [nx, ny, nz] = grid.shape;
  const steps = volumeStrides(grid);
  const cells: number[] = [];
  const sums: number[] = [];
  let total = 0;
  for (let i = 0; i + 1 < nx; i++)
    for (let j = 0; j + 1 < ny; j++)
      for (let k = 0; k + 1 < nz; k++) {
        const node = i * steps[0] + j * steps[1] + k;
        let weight = cellVolume(grid, i, j, k);
        let mean = 0;
        for (let corner = 0; corner < 8; corner++) {
          const value =
            strength[node + (corner & 1) * steps[0] + ((corner >> 1) & 1) * steps[1] + (corner >> 2)];
          if (Number.isNaN(value)) weight = 0;
          else mean += value / 8;
        }
        if (!(weight * mean > 0)) continue;
        total += weight * mean;
        cells.push(node);
        sums.push(total);
      }
  if (cells.length === 0) return [];
  const share = (n: number, power: number): number => (0.5 + n / ratio ** power) % 1;
  return Array.from({ length: count }, (_, n) => {
    const node = cells[search(sums, share(n + 1, 1) * total)];
    const place = steps.map((step, axis) => Math.floor(node / step) % grid.shape[axis]);
    const [x, y, z] = place.map((at, axis) => {
      const { values } = grid.axes[axis];
      return values[at] + share(n + 1, axis + 2) * (values[at + 1] - values[at]);
    });
    return [x, y, z];
  });
}

function cellVolume({ axes }: VolumeGrid, ...at: number[]): number {
  return axes.reduce((volume, { values }, k) => volume * (values[at[k] + 1] - values[at[k]]), 1);
}

/** The first sum that is larger than a value. */
function search(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
