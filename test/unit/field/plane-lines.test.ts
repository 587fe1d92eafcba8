import { describe, expect, it } from 'vitest';
import { contourLines, evenStreamlines, uniformAxis, type PlaneLine } from '../../../src/field';

const count = 65;
const axis = (name: string) => uniformAxis(name, -1, 1, count);
const [x, y] = [axis('x'), axis('y')];
const on = (value: (x: number, y: number) => number): Float64Array =>
  Float64Array.from([...y.values].flatMap((up) => [...x.values].map((across) => value(across, up))));

function pointsOf({ points }: PlaneLine): [number, number][] {
  return Array.from({ length: points.length / 2 }, (_, k) => [points[2 * k], points[2 * k + 1]]);
}

function lengthOf(line: PlaneLine): number {
  const points = pointsOf(line);
  return points.slice(1).reduce((sum, [a, b], k) => sum + Math.hypot(a - points[k][0], b - points[k][1]), 0);
}

describe('contours', () => {
  it('of a cone are one closed circle of the right length', () => {
    const lines = contourLines(x, y, on(Math.hypot), 0.6);
    expect(lines).toHaveLength(1);
    expect(lines[0].isClosed).toBe(true);
    expect(lengthOf(lines[0]) / (2 * Math.PI * 0.6)).toBeCloseTo(1, 3);
  });

  it('of a plane end at the border', () => {
    const lines = contourLines(
      x,
      y,
      on((across, up) => across + 2 * up),
      0.5,
    );
    expect(lines).toHaveLength(1);
    expect(lines[0].isClosed).toBe(false);
    for (const [across, up] of pointsOf(lines[0])) expect(across + 2 * up).toBeCloseTo(0.5, 12);
    expect(lengthOf(lines[0])).toBeCloseTo(Math.hypot(2, 1), 9);
  });

  it('of a saddle are two branches, of whichever sign', () => {
    for (const level of [0.013, -0.013]) {
      const lines = contourLines(
        x,
        y,
        on((across, up) => across * up),
        level,
      );
      expect(lines).toHaveLength(2);
      for (const line of lines)
        for (const [across, up] of pointsOf(line)) expect(Math.abs(across * up - level)).toBeLessThan(1e-3);
    }
  });

  it('leave out what is masked and levels that do not occur', () => {
    const masked = on((across, up) => (across < 0 ? NaN : Math.hypot(across, up)));
    const lines = contourLines(x, y, masked, 0.6);
    expect(lines).toHaveLength(1);
    expect(lines[0].isClosed).toBe(false);
    expect(lengthOf(lines[0]) / (Math.PI * 0.6)).toBeCloseTo(1, 2);
    expect(contourLines(x, y, masked, 5)).toEqual([]);
  });
});

describe('evenly spaced streamlines', () => {
  const distance = 0.1;
  const flow = { columns: count, rows: count, width: 2, height: 2 };

  it('of a rotation are circles, none nearer to another than half of the distance', () => {
    const lines = evenStreamlines(
      { ...flow, right: on((_, up) => -up), up: on((across) => across) },
      distance,
    );
    expect(lines.length).toBeGreaterThan(7);
    for (const line of lines) {
      const radii = pointsOf(line).map(([across, up]) => Math.hypot(across - 1, up - 1));
      expect(Math.max(...radii) - Math.min(...radii)).toBeLessThan(5e-3);
    }
    const apart = lines.flatMap((line, k) =>
      lines.slice(k + 1).map((other) => {
        const others = pointsOf(other);
        const near = pointsOf(line).map(([a, b]) =>
          others.reduce((least, [c, d]) => Math.min(least, Math.hypot(a - c, b - d)), Infinity),
        );
        return Math.min(...near);
      }),
    );
    expect(Math.min(...apart)).toBeGreaterThan(0.49 * distance);
  });

  it('fill the picture: no place is far from a line', () => {
    const lines = evenStreamlines(
      { ...flow, right: on((across, up) => Math.cos(2 * up) + 0.3 * across), up: on(() => 0.4) },
      distance,
    );
    const all = lines.flatMap(pointsOf);
    for (let i = 1; i < 20; i++)
      for (let j = 1; j < 20; j++) {
        const near = Math.min(...all.map(([a, b]) => Math.hypot(a - i / 10, b - j / 10)));
        expect(near).toBeLessThan(1.5 * distance);
      }
  });

  it('of nothing are none', () => {
    expect(evenStreamlines({ ...flow, right: on(() => 0), up: on(() => 0) }, distance)).toEqual([]);
  });
});
