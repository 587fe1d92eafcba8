import { describe, expect, it } from 'vitest';
import { regionOf, shareInside, sobolPoints } from '../../../src/geometry';
import { pieceNames, type Geometry, type Primitive } from '../../../src/study';
import { generator } from '../../support/random';
import { around, onBoundary, row } from './support';

const origin = { x: 0.2, y: -0.1, z: 0.3 };
/** Each shape with its volume and the measure of its whole boundary in closed form. */
const shapes: [Primitive<number>, number, number][] = [
  [{ shape: 'box', ranges: { x: [-1, 2] } }, 3, 2],
  [{ shape: 'box', ranges: { x: [-1, 2], y: [0, 1], z: [0, 0.5] } }, 1.5, 2 * (3 + 1.5 + 0.5)],
  [{ shape: 'disc', centre: { x: 1, y: 2 }, radius: 0.7 }, Math.PI * 0.49, 2 * Math.PI * 0.7],
  [{ shape: 'ball', centre: origin, radius: 2 }, (32 / 3) * Math.PI, 16 * Math.PI],
  [
    { shape: 'ball', centre: { a: 0, b: 0, c: 0, d: 0, e: 0 }, radius: 1 },
    (8 * Math.PI ** 2) / 15,
    (8 * Math.PI ** 2) / 3,
  ],
  // The perimeter of this ellipse is 8 E(1 − 1/4) = 9.688448220547677.
  [
    { shape: 'ellipse', centre: { x: 0, y: 0 }, radii: { x: 2, y: 1 }, angle: 30 },
    2 * Math.PI,
    9.688448220547677,
  ],
  // A spheroid, polar radius 2 and e² = 3/4: 2π (1 + 2/e asin e).
  [
    { shape: 'ellipsoid', centre: origin, radii: { x: 1, y: 1, z: 2 } },
    (8 / 3) * Math.PI,
    2 * Math.PI * (1 + (2 / Math.sqrt(0.75)) * Math.asin(Math.sqrt(0.75))),
  ],
  [
    {
      shape: 'polygon',
      coordinates: ['x', 'y'],
      corners: [
        [0, 0],
        [0, 2],
        [1, 2],
        [1, 1],
        [2, 1],
        [2, 0],
      ],
    },
    3,
    8,
  ],
  [
    { shape: 'cylinder', centre: origin, axis: 'y', radius: 0.5, height: 3 },
    0.75 * Math.PI,
    3 * Math.PI + 0.5 * Math.PI,
  ],
  [{ shape: 'torus', centre: origin, axis: 'z', radius: 2, tube: 0.5 }, Math.PI ** 2, 4 * Math.PI ** 2],
];

describe.each(shapes)('%j', (shape, volume, area) => {
  const region = regionOf(shape);
  const dimensions = region.coordinates.length;

  it('has the volume and the boundary of its closed form', () => {
    const bounds = around(region);
    const box = bounds.reduce((product, [low, high]) => product * (high - low), 1);
    const count = 2 ** 15;
    expect(shareInside(region, bounds, sobolPoints(dimensions, count)) * box).toBeCloseTo(volume, 1);
    expect(
      Math.abs((shareInside(region, bounds, sobolPoints(dimensions, count)) * box) / volume - 1),
    ).toBeLessThan(6e-3);
    const total = region.members[0].shape.pieces.reduce((sum, size) => sum + size, 0);
    expect(Math.abs(total / area - 1)).toBeLessThan(dimensions > 3 ? 1e-3 : 1e-12);
    expect(region.members[0].shape.pieces).toHaveLength(pieceNames(shape).length);
  });

  it('has boundary points at distance zero, with unit normals that point out', () => {
    const { points, normals } = onBoundary(shape, 500);
    for (let i = 0; i < 500; i++) {
      const [point, normal] = [row(points, i), row(normals, i)];
      expect(Math.abs(region.distance(point))).toBeLessThan(1e-12);
      expect(Math.abs(Math.hypot(...normal) - 1)).toBeLessThan(1e-12);
      const moved = (way: number) => region.distance(point.map((value, k) => value + way * normal[k]));
      expect(moved(1e-4)).toBeGreaterThan(0);
      // Within a step of an edge the way in is shorter than the step.
      expect(moved(-1e-4)).toBeLessThan(0);
      expect(Math.abs(moved(1e-4) - 1e-4)).toBeLessThan(1e-9);
    }
  });

  it('has distances that the nearest of many boundary points confirms', () => {
    const next = generator(3);
    const { points } = onBoundary(shape, dimensions > 3 ? 100 : 4000);
    const bounds = around(region, 0.3);
    for (let trial = 0; trial < 25; trial++) {
      const point = bounds.map(([low, high]) => low + (high - low) * next());
      let nearest = Infinity;
      for (let i = 0; i < points[0].length; i++) {
        nearest = Math.min(nearest, Math.hypot(...row(points, i).map((value, k) => value - point[k])));
      }
      const distance = Math.abs(region.distance(point));
      expect(distance).toBeLessThanOrEqual(nearest + 1e-12);
      if (dimensions <= 3) expect(nearest - distance).toBeLessThan(0.15);
    }
  });

  it('has a distance of slope one', () => {
    const next = generator(4);
    const step = 1e-6;
    for (let trial = 0; trial < 50; trial++) {
      const point = around(region).map(([low, high]) => low + (high - low) * next());
      const slope = point.map((_, k) => {
        const shifted = (way: number) =>
          region.distance(point.map((value, j) => value + (j === k ? way : 0)));
        return (shifted(step) - shifted(-step)) / (2 * step);
      });
      // On the ridges between two nearest points there is no slope; hardly any trial meets one.
      expect(Math.hypot(...slope)).toBeCloseTo(1, 5);
    }
  });
});

describe('a distance', () => {
  it('of an ellipse is right on its axes and at its centre', () => {
    const region = regionOf({ shape: 'ellipse', centre: { x: 0, y: 0 }, radii: { x: 2, y: 1 } });
    expect(region.distance([0, 0])).toBeCloseTo(-1, 12);
    expect(region.distance([3, 0])).toBeCloseTo(1, 12);
    expect(region.distance([0, 3])).toBeCloseTo(2, 12);
    // Nearest to (1, 0): x = 4/3 by Lagrange's rule, y² = 1 − 4/9.
    expect(region.distance([1, 0])).toBeCloseTo(-Math.hypot(1 / 3, Math.sqrt(5) / 3), 12);
    expect(region.distance([1.9, 0])).toBeCloseTo(-0.1, 12);
  });

  it('of a sphere given as an ellipsoid is that of the sphere', () => {
    const region = regionOf({
      shape: 'ellipsoid',
      centre: { x: 0, y: 0, z: 0 },
      radii: { x: 2, y: 2, z: 2 },
    });
    for (const point of [
      [0, 0, 0],
      [1, 0, 0],
      [1, 1, 1],
      [3, -2, 1],
    ])
      expect(region.distance(point)).toBeCloseTo(Math.hypot(...point) - 2, 12);
  });
});

describe('regions put together', () => {
  const next = generator(5);
  const disc = (x: number, name?: string): Geometry<number> => ({
    shape: 'disc',
    centre: { x, y: 0 },
    radius: 1,
    name,
  });
  const a = regionOf(disc(0));
  const b = regionOf(disc(1));
  const c = regionOf({ shape: 'box', ranges: { x: [-0.5, 1.5], y: [0, 1] } });
  const of = (shape: 'union' | 'intersection' | 'difference', ...parts: Geometry<number>[]) =>
    regionOf({ shape, of: parts });
  const box: Geometry<number> = { shape: 'box', ranges: { x: [-0.5, 1.5], y: [0, 1] } };

  it('hold what their parts say, and keep the laws of sets', () => {
    const union = of('union', disc(0), disc(1), box);
    const meeting = of('intersection', disc(0), disc(1), box);
    const rest = of('difference', disc(0), disc(1), box);
    const same = of('intersection', of0('difference', disc(0), disc(1)), of0('difference', disc(0), box));
    for (let trial = 0; trial < 2000; trial++) {
      const point = [-2 + 5 * next(), -2 + 4 * next()];
      const [inA, inB, inC] = [a, b, c].map((region) => region.distance(point) < 0);
      expect(union.distance(point) < 0).toBe(inA || inB || inC);
      expect(meeting.distance(point) < 0).toBe(inA && inB && inC);
      expect(rest.distance(point) < 0).toBe(inA && !inB && !inC);
      // A \ (B ∪ C) = (A \ B) ∩ (A \ C)
      expect(same.distance(point)).toBe(rest.distance(point));
    }
  });

  it('have the boxes of what they hold', () => {
    expect(of('union', disc(0), disc(1)).box).toEqual([
      [-1, 2],
      [-1, 1],
    ]);
    expect(of('intersection', disc(0), disc(1)).box).toEqual([
      [0, 1],
      [-1, 1],
    ]);
    expect(of('difference', disc(0), disc(1)).box).toEqual([
      [-1, 1],
      [-1, 1],
    ]);
  });

  it('have normals turned round where a shape is taken out', () => {
    const whole: Geometry<number> = {
      shape: 'difference',
      of: [{ shape: 'box', ranges: { x: [-2, 2], y: [-2, 2] } }, disc(0, 'hole')],
    };
    const { points, normals, measure } = onBoundary(whole, 200, ['hole']);
    for (let i = 0; i < 200; i++) {
      expect(normals[0][i]).toBeCloseTo(-points[0][i], 12);
      expect(normals[1][i]).toBeCloseTo(-points[1][i], 12);
    }
    expect(measure).toBeCloseTo(2 * Math.PI, 12);
  });

  it('have no boundary where shapes touch or overlap', () => {
    const pair: Geometry<number> = {
      shape: 'union',
      of: [
        { shape: 'box', ranges: { x: [0, 1], y: [0, 1] } },
        { shape: 'box', ranges: { x: [1, 2], y: [0, 1] } },
        { shape: 'box', ranges: { x: [0.5, 1.5], y: [0, 0.5] } },
      ],
    };
    const { points, normals, measure } = onBoundary(pair, 3000);
    // The perimeter of the 2 × 1 box; what is shared is counted once.
    expect(Math.abs(measure / 6 - 1)).toBeLessThan(0.02);
    const below = Array.from(points[1], (y, i) => (y === 0 ? points[0][i] / 2 : -1)).filter(
      (share) => share >= 0,
    );
    expect(Math.abs(below.length / 1000 - 1)).toBeLessThan(0.05);
    for (let i = 0; i < 3000; i++) {
      const [x, y] = row(points, i);
      const onBox = [x === 0, x === 2, y === 0, y === 1].filter(Boolean).length;
      expect(onBox).toBe(1);
      expect(row(normals, i)).toEqual(x === 0 ? [-1, 0] : x === 2 ? [1, 0] : [0, y === 0 ? -1 : 1]);
    }
  });

  it('may speak of different coordinates: a disc in x, y and a range of z make a cylinder', () => {
    const column: Geometry<number> = {
      shape: 'intersection',
      of: [disc(0, 'wall'), { shape: 'box', name: 'ends', ranges: { z: [0, 2] } }],
    };
    const region = regionOf(column);
    const cylinder = regionOf({
      shape: 'cylinder',
      centre: { x: 0, y: 0, z: 1 },
      axis: 'z',
      radius: 1,
      height: 2,
    });
    expect(region.box).toEqual(cylinder.box);
    for (let trial = 0; trial < 500; trial++) {
      const point = [-1.5 + 3 * next(), -1.5 + 3 * next(), -0.5 + 3 * next()];
      expect(region.distance(point) < 0).toBe(cylinder.distance(point) < 0);
    }
    const { measure } = onBoundary(column, 4000);
    expect(Math.abs(measure / (6 * Math.PI) - 1)).toBeLessThan(0.02);
    expect(onBoundary(column, 100, ['wall']).measure).toBeCloseTo(4 * Math.PI, 10);
  });
});

const of0 = (
  shape: 'union' | 'intersection' | 'difference',
  ...of: Geometry<number>[]
): Geometry<number> => ({
  shape,
  of,
});
