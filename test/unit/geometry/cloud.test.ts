import { describe, expect, it } from 'vitest';
import {
  boundaryPoints,
  interiorPoints,
  readCloud,
  regionOf,
  samplers,
  type PointTable,
} from '../../../src/geometry';
import { PointTree } from '../../../src/geometry/cloud/tree';
import { generator, randomElements } from '../../support/random';
import { uniformNumbers } from './support';
import { discOfPoints, scatteredDisc, table } from './support-cloud';

const given = scatteredDisc(1500, 120);
const read = (samples: PointTable, rim: PointTable) => readCloud(discOfPoints, samples, { rim });

function regionFrom(samples: PointTable, rim: PointTable) {
  const { cloud, problems } = read(samples, rim);
  expect(problems).toEqual([]);
  return regionOf(discOfPoints, { 'disc.csv': cloud! });
}

const region = regionFrom(given.samples, given.rim);
const key = (columns: readonly ArrayLike<number>[], i: number) =>
  columns.map((column) => column[i]).join(' ');
const samplesOf = new Set(
  Array.from({ length: 1500 }, (_, i) => key([given.samples.columns['x'], given.samples.columns['y']], i)),
);

describe('the tree over points', () => {
  it.each([1, 2, 5])('finds the nearest ones in %s dimensions, as a search through all of them', (size) => {
    const points = Array.from({ length: size }, (_, k) =>
      // Some values many times over.
      randomElements([400], k).map((value) => Math.round(40 * value) / 40),
    );
    const tree = new PointTree(points);
    const next = generator(9);
    for (let round = 0; round < 200; round++) {
      const place = points.map(() => 2.4 * next() - 1.2);
      const all = Array.from({ length: 400 }, (_, i) =>
        points.reduce((sum, column, k) => sum + (column[i] - place[k]) ** 2, 0),
      ).sort((a, b) => a - b);
      const { count, squares, places } = tree.nearest(place, 7);
      expect(Array.from(squares.slice(0, count))).toEqual(all.slice(0, 7));
      const own = tree.columns.reduce((sum, column, k) => sum + (column[places[0]] - place[k]) ** 2, 0);
      expect(own).toBe(all[0]);
    }
    expect(Array.from(tree.order).sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, i) => i));
  });

  it('takes points that are all alike', () => {
    const tree = new PointTree([new Float64Array(1000).fill(2)]);
    expect(tree.nearest([3], 2).squares).toEqual(Float64Array.of(1, 1));
  });
});

describe('a region of points', () => {
  it('is told from its samples and the normals of its boundary', () => {
    const next = generator(4);
    let wrong = 0;
    for (let i = 0; i < 10_000; i++) {
      const point = [2.4 * next() - 1.2, 2.4 * next() - 1.2];
      if (region.distance(point) < 0 !== Math.hypot(...point) < 1) wrong++;
    }
    expect(wrong).toBeLessThan(50);
    const { x, y } = given.samples.columns;
    expect(Array.from(x, (_, i) => region.distance([x[i], y[i]])).every((away) => away < 0)).toBe(true);
  });

  it('is told without normals, too, by the samples beside its boundary', () => {
    const { normals: _normals, ...bare } = discOfPoints.boundaries.rim;
    const primitive = { ...discOfPoints, boundaries: { rim: bare } };
    const { cloud } = readCloud(primitive, given.samples, { rim: given.rim });
    const next = generator(5);
    let wrong = 0;
    for (let i = 0; i < 10_000; i++) {
      const point = [2.4 * next() - 1.2, 2.4 * next() - 1.2];
      if (cloud!.distance(point) < 0 !== Math.hypot(...point) < 1) wrong++;
    }
    expect(wrong).toBeLessThan(200);
  });

  it.each(['uniform', 'latin-hypercube', 'sobol'] as const)('is drawn from its samples: %s', (name) => {
    const draw = (count: number) =>
      interiorPoints(region, region.box, count, samplers[name], uniformNumbers(1), 1);
    const some = draw(256);
    const taken = Array.from({ length: 256 }, (_, i) => key(some.points, i));
    expect(taken.every((one) => samplesOf.has(one))).toBe(true);
    // Two parts of the list may share the sample between them.
    expect(new Set(taken).size).toBeGreaterThan(245);
    expect(some.rest).toHaveLength(1);
    expect(Math.min(...some.rest[0])).toBeLessThan(0.05);
    expect(Math.max(...some.rest[0])).toBeGreaterThan(0.95);
    // Close to the mean of the disc, closer than 256 independent points would be (1/32 in each coordinate).
    for (const column of some.points) {
      const mean = column.reduce((sum, value) => sum + value, 0) / 256;
      const whole = given.samples.columns[column === some.points[0] ? 'x' : 'y'];
      expect(Math.abs(mean - whole.reduce((sum, value) => sum + value, 0) / 1500)).toBeLessThan(0.03);
    }
    const all = draw(4 * 1500);
    expect(new Set(Array.from(all.points[0], (_, i) => key(all.points, i))).size).toBe(1500);
  });

  it('has the points and normals of its lists on its boundary', () => {
    const selection = { pieces: ['rim'], chosen: (point: ArrayLike<number>) => point[0] > 1e-9 };
    const { points, normals } = boundaryPoints(region, region.box, [selection], 500, uniformNumbers(2));
    expect(Math.min(...points[0])).toBeGreaterThan(0);
    expect(new Set(points[1]).size).toBe(59);
    points.forEach((column, k) =>
      column.forEach((value, i) => expect(Math.abs(normals[k][i] - value)).toBeLessThan(1e-15)),
    );
  });
});

describe('what is said of points', () => {
  const messages = ({ problems }: ReturnType<typeof read>) =>
    problems.map(({ severity, path, message }) => `${severity} ${path.join('.')}: ${message}`);

  it('is how often they repeat, and each counts once', () => {
    const { x, y } = given.samples.columns;
    const twice = (column: Float64Array) => Float64Array.of(...column, column[3], column[7]);
    const outcome = read(table({ x: twice(x), y: twice(y) }), given.rim);
    expect(messages(outcome)).toEqual([
      'warning file: 2 of the points of "disc.csv" repeat others; each counts once.',
    ]);
    expect(outcome.cloud!.samples[0]).toHaveLength(1500);
  });

  it('is that they are too few, or in one line', () => {
    const few = table({ x: Float64Array.of(0, 1, 0), y: Float64Array.of(0, 0, 1) });
    expect(messages(read(few, given.rim))[0]).toContain(
      'holds 3 different points; a region in 2 coordinates',
    );
    const line = table({ x: randomElements([30], 1), y: new Float64Array(30) });
    expect(messages(read(line, given.rim))[0]).toContain('All points of "disc.csv" have the same y');
  });

  it('is what normals are not, and they are set right where they can be', () => {
    const long = scatteredDisc(1500, 120, 1, 3);
    const outcome = read(long.samples, long.rim);
    expect(messages(outcome)).toEqual([
      'warning boundaries.rim.file: The normals of "rim" are 3 to 3 long; they are divided by their lengths.',
    ]);
    const { normals } = outcome.cloud!.boundaries.get('rim')!;
    normals![0].forEach((value, i) => expect(Math.hypot(value, normals![1][i])).toBeCloseTo(1, 14));
    const inward = scatteredDisc(1500, 120, 1, -1);
    expect(messages(read(inward.samples, inward.rim))[0]).toContain(
      'The normals of "rim" point into the region at 120 of 120 points',
    );
    const { columns } = scatteredDisc(1500, 120).rim;
    columns['normal x'][4] = columns['normal y'][4] = 0;
    expect(messages(read(given.samples, table(columns)))).toEqual([
      'error boundaries.rim.file: The normal in row 6 of "rim.csv" has length 0; correct it, or take the point out.',
    ]);
  });

  it('is nothing of a corner that is listed with both of its normals', () => {
    const corner = { x: Float64Array.of(1, 1), y: Float64Array.of(1, 1) };
    const rim = table({ ...corner, 'normal x': Float64Array.of(1, 0), 'normal y': Float64Array.of(0, 1) });
    const outcome = read(given.samples, rim);
    expect(outcome.problems).toEqual([]);
    expect(outcome.cloud!.boundaries.get('rim')!.points[0]).toHaveLength(2);
  });
});
