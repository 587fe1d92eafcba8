import { describe, expect, it } from 'vitest';
import {
  fieldLine,
  isClosed,
  meshArea,
  scalarFunction,
  strongPoints,
  tube,
  vectorFunction,
  type FieldLine,
  type LineOptions,
  type Point,
} from '../../../../src/field/volume';
import { cube, sampled } from './support';

const turn = 2 * Math.PI;
const rotation = (x: number, y: number): [number, number, number] => [-y, x, 0];

/** The ABC flow with C = 0: H = B sin x + A cos z stays as it is along its streamlines. */
const [A, B] = [1, 0.7];
const abc = (x: number, _y: number, z: number): [number, number, number] => [
  A * Math.sin(z),
  B * Math.sin(x) + A * Math.cos(z),
  B * Math.cos(x),
];
const invariant = ([x, , z]: Point): number => B * Math.sin(x) + A * Math.cos(z);
const seeds: readonly Point[] = [
  [0.3, 0.1, 0.2],
  [2, 0, 1],
  [4.5, 1, 5],
];

function pointsOf({ points }: FieldLine): Point[] {
  return Array.from({ length: points.length / 3 }, (_, k) => [
    points[3 * k],
    points[3 * k + 1],
    points[3 * k + 2],
  ]);
}

function drift(line: FieldLine): number {
  const all = pointsOf(line).map(invariant);
  return Math.max(...all) - Math.min(...all);
}

const exactly: LineOptions = { direction: 'forward', longest: 100, tolerance: 1e-9, spacing: 0.05 };

describe('field lines', () => {
  it('of a rigid rotation close to 1e-4 after ten turns', () => {
    const line = fieldLine(rotation, [0.8, 0, 0.2], {
      ...exactly,
      longest: 10 * turn * 0.8,
      tolerance: 1e-7,
    })!;
    const [first, last] = [pointsOf(line)[0], pointsOf(line).at(-1)!];
    expect(line.lengths.at(-1)).toBeCloseTo(10 * turn * 0.8, 9);
    expect(Math.hypot(...first.map((value, k) => value - last[k]))).toBeLessThan(1e-4);
    for (const [x, y, z] of pointsOf(line)) {
      expect(Math.abs(Math.hypot(x, y) - 0.8)).toBeLessThan(1e-4);
      expect(z).toBe(0.2);
    }
  });

  it('that close are found, and end where they began', () => {
    const line = fieldLine(rotation, [0.8, 0, 0.2], { ...exactly, direction: 'both', closing: 1e-4 })!;
    expect(line.ends).toEqual(['closed', 'closed']);
    expect(line.lengths.at(-1)! / (turn * 0.8) - 1).toBeLessThan(1e-6);
    expect(pointsOf(line).at(-1)).toEqual([0.8, 0, 0.2]);
    // A spiral passes its seed's plane elsewhere.
    const spiral = fieldLine((x, y) => [-y + 0.05 * x, x + 0.05 * y, 0], [0.8, 0, 0], {
      ...exactly,
      longest: 20,
      closing: 1e-4,
    })!;
    expect(spiral.ends[1]).toBe('length');
  });

  it('of the ABC flow keep its invariant to 1e-6 over a length of 100', () => {
    for (const seed of seeds) {
      const line = fieldLine(abc, seed, exactly)!;
      expect(line.lengths.at(-1)).toBeCloseTo(100, 6);
      expect(drift(line)).toBeLessThan(1e-6);
    }
  });

  it('of the ABC flow on a grid keep it as well as the sampler is exact', () => {
    const along = (count: number, kind: 'linear' | 'smooth'): number => {
      const grid = cube(count, 0, turn);
      const parts = [0, 1, 2].map((k) => sampled(grid, (x, y, z) => abc(x, y, z)[k]));
      const velocity = vectorFunction(grid, [parts[0], parts[1], parts[2]], kind, {
        periodic: [true, true, true],
      });
      return drift(fieldLine(velocity, seeds[1], { ...exactly, tolerance: 1e-10 })!);
    };
    const smooth = along(65, 'smooth');
    expect(smooth).toBeLessThan(1e-7);
    expect(along(65, 'linear')).toBeLessThan(1e-3);
    expect(along(33, 'smooth') / smooth).toBeGreaterThan(12);
  });

  it('converge with the fifth power of the step', () => {
    const error = (tolerance: number): number => {
      const line = fieldLine(rotation, [0.8, 0, 0], {
        ...exactly,
        longest: turn * 0.8,
        tolerance,
        spacing: 10,
      })!;
      const [x, y] = pointsOf(line).at(-1)!;
      return Math.hypot(x - 0.8, y);
    };
    // Error control of order five: the error follows the tolerance.
    expect(error(1e-10) / error(1e-7)).toBeLessThan(1e-2);
  });

  it('run both ways from the seed, and end at walls, at the mask and where the field vanishes', () => {
    const bounds = { low: [-1, -1, -1], high: [1, 1, 1] } as const;
    const straight = fieldLine(() => [1, 0, 0], [0.25, 0, 0], { ...exactly, direction: 'both', bounds })!;
    expect(straight.ends).toEqual(['wall', 'wall']);
    const xs = pointsOf(straight).map(([x]) => x);
    expect(xs[0]).toBeCloseTo(-1, 5);
    expect(xs.at(-1)).toBeCloseTo(1, 5);
    expect(straight.lengths[0]).toBeCloseTo(-1.25, 5);
    expect(xs.every((x, k) => k === 0 || x > xs[k - 1])).toBe(true);

    const grid = cube(21);
    const inside = Uint8Array.from(sampled(grid, (x) => Number(x < 0.501)));
    const ones = sampled(grid, () => 1);
    const zeros = sampled(grid, () => 0);
    const masked = vectorFunction(grid, [ones, zeros, zeros], 'smooth', { inside });
    const stopped = fieldLine(masked, [0, 0.03, 0], { ...exactly, direction: 'both', bounds })!;
    expect(stopped.ends).toEqual(['wall', 'mask']);
    expect(pointsOf(stopped).at(-1)![0]).toBeCloseTo(0.5, 4);

    const sink = fieldLine((x, y, z) => [-x, -y, -z], [0.5, 0.2, 0], { ...exactly, bounds, weakest: 1e-3 })!;
    expect(sink.ends[1]).toBe('null');
    expect(Math.hypot(...pointsOf(sink).at(-1)!)).toBeLessThan(2e-3);
    expect(fieldLine(() => [0, 0, 0], [0, 0, 0], exactly)).toBeNull();
    expect(fieldLine(rotation, [2, 0, 0], { ...exactly, bounds })).toBeNull();
  });

  it('start where the field is strong, always at the same places', () => {
    const grid = cube(33);
    const strength = sampled(grid, (x) => (x > 0 ? 1 : 0));
    const points = strongPoints(grid, strength, 400);
    expect(points).toEqual(strongPoints(grid, strength, 400));
    expect(points.filter(([x]) => x > 0).length).toBeGreaterThan(385);
    for (const axis of [0, 1, 2]) {
      const mean = points.reduce((sum, point) => sum + point[axis], 0) / points.length;
      expect(Math.abs(mean - (axis === 0 ? 0.5 : 0))).toBeLessThan(0.03);
    }
    expect(
      strongPoints(
        grid,
        sampled(grid, () => NaN),
        5,
      ),
    ).toEqual([]);
  });
});

describe('tubes', () => {
  const options = {
    radius: 0.05,
    sides: 24,
    colour: scalarFunction(
      cube(9),
      sampled(cube(9), (x) => x),
      'linear',
    ),
  };

  it('have the area of the line times that of the circle', () => {
    const closed = fieldLine(rotation, [0.8, 0, 0.2], { ...exactly, closing: 1e-4 })!;
    const torus = tube(closed, options)!;
    expect(isClosed(torus)).toBe(true);
    expect(Math.abs(meshArea(torus) / (turn * 0.05 * turn * 0.8) - 1)).toBeLessThan(0.01);
    const line = fieldLine(abc, [0.1, 0.1, 0.1], { ...exactly, longest: 0.9 })!;
    const open = tube(line, options)!;
    expect(Math.abs(meshArea(open) / (turn * 0.05 * 0.9 + turn * 0.05 ** 2) - 1)).toBeLessThan(0.02);
    for (let k = 0; k < open.normals.length; k += 3)
      expect(Math.hypot(open.normals[k], open.normals[k + 1], open.normals[k + 2])).toBeCloseTo(1, 5);
    expect(open.scalars![0]).toBeCloseTo(0.1, 5);
  });

  it('do not twist: neighbouring corners stay nearest', () => {
    const helix = fieldLine((x, y) => [-y, x, 0.3], [0.8, 0, -0.9], { ...exactly, longest: 9 })!;
    const { positions } = tube(helix, { ...options, sides: 8 })!;
    const rings = helix.lengths.length;
    for (let k = 0; k + 1 < rings; k++) {
      const at = (ring: number, s: number): Point =>
        [0, 1, 2].map((c) => positions[3 * (8 * ring + s) + c]) as never;
      const apart = (s: number): number => Math.hypot(...at(k, 0).map((value, c) => value - at(k + 1, s)[c]));
      expect(Math.min(apart(1), apart(7))).toBeGreaterThan(0.85 * apart(0));
    }
  });
});
