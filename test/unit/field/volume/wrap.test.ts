import { describe, expect, it } from 'vitest';
import { uniformAxis } from '../../../../src/field';
import { repeatingAxes, volumeGrid, Workshop, type VolumeFields } from '../../../../src/field/volume';
import { sampled } from './support';

const turn = 2 * Math.PI;
const count = 33;
const grid = volumeGrid(['x', 'y', 'z'].map((name) => uniformAxis(name, 0, turn, count)));
type Place = (x: number, y: number, z: number) => number;
const on = (value: Place): Float32Array => Float32Array.from(sampled(grid, value));

function linesOf(
  vector: readonly [Place, Place, Place],
  seed: readonly [number, number, number],
  longest: number,
) {
  const [x, y, z] = vector.map(on);
  const volume: VolumeFields = {
    axes: grid.axes,
    fields: { x, y, z },
    inside: null,
    periodic: [true, true, true],
  };
  const work = new Workshop(volume).work({
    kind: 'lines',
    vector: ['x', 'y', 'z'],
    seeds: { kind: 'points', points: [seed] },
    settings: { direction: 'forward', longest, tolerance: 1e-9 },
    radius: 0.01,
  });
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value.lines;
  }
}

describe('lines in a periodic box', () => {
  it('go on at the other end, in pieces that lie in the box and on the exact line', () => {
    // Along (1, √2, 0) the line y = √2 x never closes.
    const lines = linesOf([() => 1, () => Math.SQRT2, () => 0], [1, 1, 2], 40);
    const travelled = lines.reduce((sum, { lengths }) => sum + lengths[lengths.length - 1] - lengths[0], 0);
    expect(travelled).toBeCloseTo(40, 6);
    // 40 / √3 along x and √2 times that along y, from 1 on.
    const passed =
      Math.floor((1 + 40 / Math.sqrt(3)) / turn) + Math.floor((1 + 40 * Math.sqrt(2 / 3)) / turn);
    expect(lines).toHaveLength(passed + 1);
    for (const { points, lengths } of lines)
      for (let k = 0; k < lengths.length; k++) {
        const along = (direction: number): number => 1 + (direction * lengths[k]) / Math.sqrt(3);
        for (const [axis, exact] of [along(1), along(Math.SQRT2)].entries()) {
          const value = points[3 * k + axis];
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(turn);
          expect(Math.abs(Math.sin((value - exact) / 2))).toBeLessThan(1e-6);
        }
      }
    expect(lines[0].ends).toEqual(['length', 'period']);
    expect(lines[lines.length - 1].ends).toEqual(['period', 'length']);
  });

  it('close where they come back to their seed a period further', () => {
    const lines = linesOf([() => 1, () => 0, () => 0], [2, 1, 1], 100);
    const travelled = lines.reduce((sum, { lengths }) => sum + lengths[lengths.length - 1] - lengths[0], 0);
    expect(travelled).toBeCloseTo(turn, 4);
    expect(lines.map(({ ends }) => ends)).toEqual([
      ['period', 'period'],
      ['period', 'period'],
    ]);
  });

  it('keep what is kept along them: H = sin x + cos z of an ABC flow with C = 0', () => {
    const lines = linesOf(
      [(_x, _y, z) => Math.sin(z), (x, _y, z) => Math.sin(x) + Math.cos(z), (x) => Math.cos(x)],
      [0.3, 0.1, 0.2],
      60,
    );
    expect(lines.length).toBeGreaterThan(3);
    const kept = lines.flatMap(({ points }) =>
      Array.from(
        { length: points.length / 3 },
        (_, k) => Math.sin(points[3 * k]) + Math.cos(points[3 * k + 2]),
      ),
    );
    expect(Math.max(...kept) - Math.min(...kept)).toBeLessThan(1e-4);
  });

  it('end at walls where the values of both ends differ', () => {
    const odd = on((x) => 1 + x);
    const even = on((_x, y) => Math.sin(y));
    expect(repeatingAxes(grid, [odd, even], [true, true, false])).toEqual([false, true, false]);
  });
});
