import { describe, expect, it } from 'vitest';
import {
  scalarFunction,
  vectorFunction,
  volumeBox,
  type SamplerKind,
  type VolumeGrid,
} from '../../../../src/field/volume';
import { cube, places, sampled, uneven } from './support';

const wave = (x: number, y: number, z: number): number => Math.sin(2 * x + y) * Math.exp(0.5 * z) + x * z;
const turn = 2 * Math.PI;
const periodicWave = (x: number, y: number, z: number): number =>
  Math.sin(x) * Math.cos(2 * y) + Math.sin(z + x);

function largestError(grid: VolumeGrid, kind: SamplerKind): number {
  const value = scalarFunction(grid, sampled(grid, wave), kind);
  const { low, high } = volumeBox(grid);
  return Math.max(
    ...places(4000, 0, 1).map((share) => {
      const [x, y, z] = share.map((part, k) => low[k] + part * (high[k] - low[k]));
      return Math.abs(value(x, y, z) - wave(x, y, z));
    }),
  );
}

describe('samplers of a grid', () => {
  it.each([
    ['linear', cube, 1.9, 2.2],
    ['linear', uneven, 1.8, 2.2],
    ['smooth', cube, 4.7, 6.2],
    ['smooth', uneven, 4.5, 6.2],
  ] as const)('converge: %s', (kind, make, least, most) => {
    const order = Math.log2(largestError(make(17), kind) / largestError(make(33), kind));
    expect(order).toBeGreaterThan(least);
    expect(order).toBeLessThan(most);
  });

  it('repeat along periodic axes, as exactly at the seam as elsewhere', () => {
    const error = (count: number): number => {
      const grid = cube(count, 0, turn);
      const periodic = [true, true, true] as const;
      const value = scalarFunction(grid, sampled(grid, periodicWave), 'smooth', { periodic });
      return Math.max(
        ...places(4000, -2 * turn, 3 * turn).map((at) => Math.abs(value(...at) - periodicWave(...at))),
      );
    };
    const [coarse, fine] = [error(25), error(49)];
    expect(Math.log2(coarse / fine)).toBeGreaterThan(4.7);
    const plain = scalarFunction(cube(25, 0, turn), sampled(cube(25, 0, turn), periodicWave), 'smooth');
    expect(plain(-0.1, 1, 1)).toBeNaN();
  });

  it('join their pieces twice continuously differentiably', () => {
    const grid = uneven(12);
    const value = scalarFunction(grid, sampled(grid, wave), 'smooth');
    const node = grid.axes[0].values[5];
    const step = 1e-4;
    const along = (x: number): number => value(x, 0.13, -0.37);
    const bend = (x: number): number => (along(x + step) - 2 * along(x) + along(x - step)) / step ** 2;
    expect(Math.abs(bend(node + 1.1 * step) - bend(node - 1.1 * step))).toBeLessThan(3e-2);
    const slope = (x: number): number => (along(x + step / 2) - along(x - step / 2)) / step;
    expect(Math.abs(slope(node + step) - slope(node - step) - 2 * step * bend(node))).toBeLessThan(1e-6);
  });

  it('give the values at the nodes', () => {
    const grid = uneven(9);
    const values = sampled(grid, wave);
    for (const kind of ['linear', 'smooth'] as const) {
      const value = scalarFunction(grid, values, kind);
      let node = 0;
      for (const x of grid.axes[0].values)
        for (const y of grid.axes[1].values)
          for (const z of grid.axes[2].values)
            expect(Math.abs(value(x, y, z) - values[node++])).toBeLessThan(1e-12);
    }
  });

  it('give nothing where a corner of the cell is masked, and lose only smoothness beside such a cell', () => {
    const grid = cube(11);
    const inside = Uint8Array.from(sampled(grid, (x, y) => Number(Math.hypot(x, y) > 0.35)));
    const values = sampled(grid, wave).map((value, i) => (inside[i] === 1 ? value : 1e9));
    for (const kind of ['linear', 'smooth'] as const) {
      const value = scalarFunction(grid, values, kind, { inside });
      expect(value(0.05, 0.05, 0.3)).toBeNaN();
      expect(value(0.33, 0.1, 0.3)).toBeNaN();
      expect(Math.abs(value(0.5, 0.1, 0.3) - wave(0.5, 0.1, 0.3))).toBeLessThan(0.05);
      expect(Math.abs(value(0.95, 0.95, 0.3) - wave(0.95, 0.95, 0.3))).toBeLessThan(0.05);
    }
    const nans = values.map((value, i) => (inside[i] === 1 ? value : NaN));
    const unmasked = vectorFunction(grid, [nans, nans, nans], 'smooth');
    expect(unmasked(0.05, 0.05, 0.3)).toEqual([NaN, NaN, NaN]);
    expect(unmasked(0.5, 0.1, 0.3)[2]).toBe(
      scalarFunction(grid, values, 'smooth', { inside })(0.5, 0.1, 0.3),
    );
  });
});
