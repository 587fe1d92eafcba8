import { describe, expect, it } from 'vitest';
import { gridPoints, planeValues, uniformAxis } from '../../../src/field';

describe('a plane of a field', () => {
  const axes = [uniformAxis('x', 0, 1, 3), uniformAxis('y', -1, 1, 4), uniformAxis('t', 0, 2, 5)];
  const points = gridPoints(axes);
  const f = (x: number, y: number, t: number): number => x + 10 * y + 100 * t;
  const values = Float64Array.from(points['x'], (x, i) => f(x, points['y'][i], points['t'][i]));

  it('has the field at the held places, whichever axes lie in it', () => {
    const names = ['x', 'y', 't'];
    for (const up of [0, 1, 2])
      for (const across of [0, 1, 2]) {
        if (up === across) continue;
        const at = [1, 2, 3];
        const plane = planeValues(axes, values, up, across, at);
        const held = names.map((_, k) => axes[k].values[at[k]]);
        const expected = [...axes[up].values].flatMap((high) =>
          [...axes[across].values].map((right) => {
            const place = [...held];
            place[up] = high;
            place[across] = right;
            return f(place[0], place[1], place[2]);
          }),
        );
        expect([...plane]).toEqual(expected);
      }
  });

  it('is the field itself where nothing has to be moved', () => {
    const flat = Float32Array.from({ length: 12 }, (_, i) => i);
    const two = axes.slice(0, 2);
    expect(planeValues(two, flat, 0, 1, [0, 0])).toBe(flat);
    expect([...planeValues(two, flat, 1, 0, [0, 0])]).toEqual([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
  });

  it('refuses values that are not of this grid', () => {
    expect(() => planeValues(axes, values.subarray(1), 0, 1, [0, 0, 0])).toThrow(RangeError);
  });
});
