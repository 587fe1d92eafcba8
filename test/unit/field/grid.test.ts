import { describe, expect, it } from 'vitest';
import {
  difference,
  displayRange,
  fieldValues,
  gridPoints,
  gridSize,
  isSigned,
  joinRanges,
  largestDifference,
  lineAlong,
  nearestIndex,
  probe,
  relativeL2,
  rootMeanSquare,
  symmetricRange,
  uniformAxis,
  valueRange,
  type Grid,
} from '../../../src/field';

const axes = [uniformAxis('x', -1, 1, 5), uniformAxis('y', 0, 3, 4), uniformAxis('t', 0, 1, 3)];
const points = gridPoints(axes);
const bilinear = (x: number, y: number, t: number): number =>
  1 + 2 * x - y + 3 * t + x * y - 2 * y * t + x * y * t;
const grid: Grid = {
  axes,
  fields: { u: points.x.map((x, i) => bilinear(x, points.y[i], points.t[i])) },
};

describe('a grid', () => {
  it('stores its points row by row, the last axis fastest', () => {
    expect(gridSize(axes)).toBe(60);
    expect([...points.t.slice(0, 4)]).toEqual([0, 0.5, 1, 0]);
    expect([...points.y.slice(0, 4)]).toEqual([0, 0, 0, 1]);
    expect(points.x[12]).toBe(-0.5);
    expect(points.x[59]).toBe(1);
  });

  it('ends exactly at its bounds', () => {
    const { values } = uniformAxis('x', 0, 2 * Math.PI, 7);
    expect([values[0], values[6]]).toEqual([0, 2 * Math.PI]);
    expect([...uniformAxis('x', 0, 2, 1).values]).toEqual([1]);
  });

  it('refuses fields that are not there or do not fit', () => {
    expect(() => fieldValues(grid, 'v')).toThrow(/no field "v"/);
    expect(() => fieldValues({ axes, fields: { u: new Float64Array(3) } }, 'u')).toThrow(
      /3 values on a grid of 60/,
    );
  });
});

describe('probing', () => {
  it('is exact for a function that is linear along every axis', () => {
    for (const [x, y, t] of [
      [-1, 0, 0],
      [1, 3, 1],
      [0.3, 1.7, 0.2],
      [-0.9, 2.99, 0.5],
      [0.5, 1, 0.9],
    ]) {
      expect(probe(grid, 'u', { x, y, t })).toBeCloseTo(bilinear(x, y, t), 13);
    }
  });

  it('knows nothing outside', () => {
    expect(probe(grid, 'u', { x: 1.01, y: 0, t: 0 })).toBeUndefined();
    expect(probe(grid, 'u', { x: 0, y: 0 })).toBeUndefined();
    expect(probe(grid, 'u', { x: NaN, y: 0, t: 0 })).toBeUndefined();
  });

  it('works on an axis with uneven steps and on one with a single place', () => {
    const uneven: Grid = {
      axes: [
        { name: 'x', values: Float64Array.of(0, 1, 10) },
        { name: 't', values: Float64Array.of(2) },
      ],
      fields: { u: Float32Array.of(0, 1, 4) },
    };
    expect(probe(uneven, 'u', { x: 5.5, t: 2 })).toBeCloseTo(2.5, 6);
    expect(probe(uneven, 'u', { x: 5.5, t: 2.1 })).toBeUndefined();
  });

  it('is not spoilt by a neighbour without weight', () => {
    const broken: Grid = { axes: [uniformAxis('x', 0, 1, 2)], fields: { u: Float64Array.of(3, NaN) } };
    expect(probe(broken, 'u', { x: 0 })).toBe(3);
  });
});

describe('a line', () => {
  it('is the field along one coordinate', () => {
    const line = lineAlong(grid, 'u', 'x', { y: 1.5, t: 0.25 });
    expect([...(line?.places ?? [])]).toEqual([-1, -0.5, 0, 0.5, 1]);
    line?.values.forEach((value, i) => expect(value).toBeCloseTo(bilinear(line.places[i], 1.5, 0.25), 13));
    expect(lineAlong(grid, 'u', 'x', { y: 9, t: 0 })).toBeUndefined();
    expect(() => lineAlong(grid, 'u', 'z', {})).toThrow(/"z"/);
  });

  it('finds the nearest place', () => {
    expect([-5, -0.76, -0.74, 0.2, 5, NaN].map((x) => nearestIndex(axes[0], x))).toEqual([0, 0, 1, 2, 4, 0]);
  });
});

describe('norms', () => {
  const a = Float64Array.of(3, 4);

  it('are those of the textbook', () => {
    expect(relativeL2(Float64Array.of(3, 4.5), a)).toBeCloseTo(0.1, 15);
    expect(relativeL2(a, a)).toBe(0);
    expect(rootMeanSquare(a)).toBeCloseTo(Math.sqrt(12.5), 15);
    expect(largestDifference(a, Float64Array.of(2, 4.5))).toBe(1);
    expect([...difference(a, Float64Array.of(1, 1))]).toEqual([2, 3]);
  });

  it('hold for extreme sizes and a zero reference', () => {
    expect(relativeL2(Float64Array.of(1.1e200), Float64Array.of(1e200))).toBeCloseTo(0.1, 12);
    expect(relativeL2(Float64Array.of(1.1e-200), Float64Array.of(1e-200))).toBeCloseTo(0.1, 12);
    expect(relativeL2(Float64Array.of(0), Float64Array.of(0))).toBe(0);
    expect(relativeL2(Float64Array.of(1), Float64Array.of(0))).toBe(Infinity);
    expect(rootMeanSquare(new Float64Array())).toBe(0);
  });

  it('do not hide a value that is not a number', () => {
    expect(relativeL2(Float64Array.of(NaN, 4), a)).toBeNaN();
    // Places without a reference, as outside a domain, count for nothing.
    expect(relativeL2(Float64Array.of(NaN, 3, 4.5), Float64Array.of(NaN, ...a))).toBeCloseTo(0.1, 15);
    expect(relativeL2(Float64Array.of(1), Float64Array.of(NaN))).toBeNaN();
    expect(largestDifference(Float64Array.of(NaN, 4), a)).toBeNaN();
    expect(() => relativeL2(a, Float64Array.of(1))).toThrow(/2 values/);
  });
});

describe('ranges', () => {
  it('leave out what is not finite', () => {
    expect(valueRange(Float64Array.of(NaN, 2, -Infinity, 1))).toEqual([1, 2]);
    expect(valueRange(Float64Array.of(NaN))).toBeUndefined();
    expect(joinRanges([0, 1], [-1, 0.5])).toEqual([-1, 1]);
  });

  it('are symmetric about zero for signed fields only', () => {
    expect(displayRange(Float64Array.of(-1, 3))).toEqual([-3, 3]);
    expect(displayRange(Float64Array.of(-0.01, 3))).toEqual([-0.01, 3]);
    expect(isSigned([-1, 0])).toBe(false);
    expect(symmetricRange([0, 0])).toEqual([-1, 1]);
  });

  it('are never empty', () => {
    expect(displayRange(Float64Array.of(2, 2))).toEqual([1.9, 2.1]);
    expect(displayRange(Float64Array.of(0))).toEqual([-1, 1]);
    expect(displayRange(new Float64Array())).toEqual([0, 1]);
  });
});
