import { describe, expect, it } from 'vitest';
import { evaluateNumber, type Resolved } from '../../../src/language';
import { hardForm, type HardForm } from '../../../src/pde/hard';
import type { StudyDocument } from '../../../src/study';
import { randomElements } from '../../support/random';
import { termsOf } from '../../../src/pde/problem';
import { build, studyParameters, valuesAt } from './support';

type Condition = NonNullable<StudyDocument['conditions']>[number];
const hard = (on: string, require: string): Condition => ({ on, require, hard: true });

function formOf(changes: Partial<StudyDocument>): HardForm {
  const { meaning } = build(changes);
  return hardForm(meaning.conditions, meaning.box);
}

const valueOf = (tree: Resolved | null, point: Readonly<Record<string, number>>) =>
  tree === null ? 0 : evaluateNumber(tree, point);

/** Points of the unit cube, one record each. */
function points(names: readonly string[], count: number): Record<string, number>[] {
  const numbers = randomElements([count, names.length], 4, [0, 1]);
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(names.map((name, k) => [name, numbers[row * names.length + k]])),
  );
}

describe('hard form', () => {
  it('is the network alone without conditions', () => {
    expect(hardForm([], { x: [0, 1] })).toEqual({ lift: null, distance: null });
  });

  it('of a start and two walls at rest is −sin πx + t (1 − x²) N', () => {
    const { lift, distance } = formOf({
      coordinates: { x: [-1, 1], t: [0, 1] },
      conditions: [hard('t = 0', 'u = -sin(pi*x)'), hard('x = -1', 'u = 0'), hard('x = 1', 'u = 0')],
    });
    for (const { x, t } of points(['x', 't'], 20)) {
      expect(valueOf(lift, { x, t })).toBeCloseTo(-Math.sin(Math.PI * x), 14);
      expect(valueOf(distance, { x, t })).toBeCloseTo(t * (1 - x * x), 14);
    }
  });

  it('of one place is its value plus the scaled distance', () => {
    const { lift, distance } = formOf({
      coordinates: { x: [2, 6], t: [0, 1] },
      conditions: [hard('x = 6', 'u = exp(t)')],
    });
    for (const { x, t } of points(['x', 't'], 10)) {
      expect(valueOf(lift, { x, t })).toBeCloseTo(Math.exp(t), 14);
      expect(valueOf(distance, { x: 2 + 4 * x, t })).toBeCloseTo(1 - x, 14);
    }
  });

  it('of two opposite places runs from one value to the other, largest in the middle', () => {
    const { lift, distance } = formOf({
      coordinates: { x: [1, 3], t: [0, 1] },
      conditions: [hard('x = 1', 'u = t'), hard('x = 3', 'u = 2*t + 1')],
    });
    for (const { t } of points(['t'], 5)) {
      expect(valueOf(lift, { x: 1, t })).toBeCloseTo(t, 14);
      expect(valueOf(lift, { x: 3, t })).toBeCloseTo(2 * t + 1, 14);
      expect(valueOf(lift, { x: 2, t })).toBeCloseTo((3 * t + 1) / 2, 14);
      expect([1, 2, 3].map((x) => valueOf(distance, { x, t }))).toEqual([0, 1, 0]);
    }
  });

  it('attains values that agree where places meet, in any order of the conditions', () => {
    // Sides of the function (1 + x + 2y) cos t + x y².
    const conditions = [
      hard('x = 0', 'u = (1 + 2*y)*cos(t)'),
      hard('x = 1', 'u = (2 + 2*y)*cos(t) + y^2'),
      hard('y = 0', 'u = (1 + x)*cos(t)'),
      hard('t = 0', 'u = 1 + x + 2*y + x*y^2'),
    ];
    const coordinates = { x: [0, 1], y: [0, 1], t: [0, 1] } satisfies StudyDocument['coordinates'];
    const exact = ({ x, y, t }: Record<string, number>) => (1 + x + 2 * y) * Math.cos(t) + x * y * y;
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [1, 3, 0, 2],
      [2, 0, 3, 1],
    ]) {
      const { lift, distance } = formOf({ coordinates, conditions: order.map((k) => conditions[k]) });
      for (const inside of points(['x', 'y', 't'], 8)) {
        expect(valueOf(distance, inside)).toBeGreaterThan(0);
        for (const [name, value] of [
          ['x', 0],
          ['x', 1],
          ['y', 0],
          ['t', 0],
        ] as const) {
          const point = { ...inside, [name]: value };
          expect(valueOf(lift, point)).toBeCloseTo(exact(point), 12);
          expect(valueOf(distance, point)).toBe(0);
        }
      }
    }
  });

  it('makes fields periodic with all their derivatives, beside values that are built in elsewhere', () => {
    const { problem } = build({
      coordinates: { x: [-1, 2], t: [0, 1] },
      fields: ['u', 'v'],
      equations: ['u_t = v_x', 'v_t = u_x'],
      conditions: [
        { require: 'u(x=-1) = u(x=2)', hard: true },
        { require: 'v(x=2) = v(x=-1)', hard: true },
        hard('t = 0', 'u = sin(2*pi*x/3)'),
      ],
      features: { harmonics: 2 },
      network: { width: 6, depth: 2 },
    });
    expect(termsOf(problem)).toHaveLength(2);
    const parameters = randomElements([problem.network.parameterCount], 6);
    const t = [0.1, 0.5, 0.9];
    const texts = ['u', 'v', 'u_x', 'v_x', 'u_xx', 'u_xt', 'v_xxx', 'u_xxxx'];
    const [low, inside, high] = [-1, 0.4, 2].map((x) => valuesAt(problem, parameters, [[x, x, x], t], texts));
    texts.forEach((text, row) =>
      low[row].forEach((value, k) => {
        expect(Math.abs(high[row][k] - value), text).toBeLessThan(1e-10 * (1 + Math.abs(value)));
        expect(Math.abs(inside[row][k] - value), text).toBeGreaterThan(1e-6);
      }),
    );
    const x = [-0.5, 0.3, 1.7];
    const [start] = valuesAt(problem, parameters, [x, [0, 0, 0]], ['u']);
    start.forEach((value, k) => expect(value).toBeCloseTo(Math.sin((2 * Math.PI * x[k]) / 3), 13));
  });

  it('holds a velocity beside the value, between walls that move and an end that is given', () => {
    // Sides of u = (1 + x) (1 + sin c(t−1)) + x² sin 2(t−1).
    const conditions = [
      hard('t = 1', 'u_t = (1 + x)*c + 2*x^2'),
      hard('x = -1', 'u = sin(2*(t - 1))'),
      hard('t = 1', 'u = (1 + x)*exp(0)'),
      hard('x = 2', 'u = 3*(1 + sin(c*(t - 1))) + 4*sin(2*(t - 1))'),
      hard('t = 4', 'u = (1 + x)*(1 + sin(3*c)) + x^2*sin(6)'),
    ];
    const exact = (x: number, t: number, c: number) =>
      (1 + x) * (1 + Math.sin(c * (t - 1))) + x * x * Math.sin(2 * (t - 1));
    for (const order of [
      [0, 2],
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [4, 3, 2, 1, 0],
    ]) {
      const { problem } = build({
        coordinates: { x: [-1, 2], t: [1, 4] },
        parameters: { c: 1.7 },
        equations: ['u_tt = c*u_xx'],
        conditions: order.map((k) => conditions[k]),
      });
      const parameters = randomElements([problem.network.parameterCount], 8);
      const x = randomElements([20], 9, [-1, 2]);
      const start = x.map(() => 1);
      const [u, velocity, acceleration] = valuesAt(problem, parameters, [x, start], ['u', 'u_t', 'u_tt']);
      const size = 10;
      x.forEach((at, k) => {
        expect(Math.abs(u[k] - exact(at, 1, 1.7))).toBeLessThan(1e-14 * size);
        expect(Math.abs(velocity[k] - (1.7 * (1 + at) + 2 * at * at))).toBeLessThan(1e-14 * size);
        expect(Math.abs(acceleration[k])).toBeGreaterThan(1e-9);
      });
      const t = randomElements([20], 10, [1, 4]);
      const sides = [
        [1, 'x', -1],
        [3, 'x', 2],
        [4, 't', 4],
      ] as const;
      for (const [k, name, value] of sides.filter(([which]) => order.includes(which))) {
        const side = t.map(() => value);
        const [there] = valuesAt(problem, parameters, name === 'x' ? [side, t] : [x, side], ['u']);
        there.forEach((found, i) => {
          const wanted = name === 'x' ? exact(value, t[i], 1.7) : exact(x[i], value, 1.7);
          expect(Math.abs(found - wanted), `${k}`).toBeLessThan(1e-14 * size);
        });
      }
    }
  });

  it('holds a velocity of a field that is periodic by construction', () => {
    const { problem } = build({
      coordinates: { x: [0, 1], t: [0, 2] },
      equations: ['u_tt = u_xx'],
      conditions: [
        { require: 'u(x=0) = u(x=1)', hard: true },
        hard('t = 0', 'u = cos(2*pi*x)'),
        hard('t = 0', 'u_t = sin(2*pi*x)'),
      ],
    });
    const parameters = randomElements([problem.network.parameterCount], 3);
    const x = randomElements([20], 4, [0, 1]);
    const [u, velocity] = valuesAt(problem, parameters, [x, x.map(() => 0)], ['u', 'u_t']);
    x.forEach((at, k) => {
      expect(Math.abs(u[k] - Math.cos(2 * Math.PI * at))).toBeLessThan(1e-14);
      expect(Math.abs(velocity[k] - Math.sin(2 * Math.PI * at))).toBeLessThan(1e-14);
    });
    const t = [0.3, 1.1, 2];
    const [low, high] = [0, 1].map((end) => valuesAt(problem, parameters, [t.map(() => end), t], ['u_x'])[0]);
    low.forEach((value, k) => expect(high[k]).toBeCloseTo(value, 12));
  });

  it('belongs to its field alone, and takes parameters', () => {
    const { problem } = build({
      fields: ['u', 'v', 'w'],
      parameters: { height: 2.5 },
      equations: ['u_t = v', 'v_t = w', 'w_x = height'],
      conditions: [hard('t = -1', 'v = height*x'), hard('x = 1', 'u = t'), { on: 'x = 1', require: 'w = 0' }],
    });
    expect(problem.hard.map(({ lift, distance }) => [lift !== null, distance !== null])).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ]);
    const parameters = randomElements([problem.network.parameterCount], 2);
    const side = [0.3, -0.8, 0.9];
    const [u] = valuesAt(problem, parameters, [[1, 1, 1], side], ['u']);
    u.forEach((value, k) => expect(value).toBeCloseTo(side[k], 14));
    const [v] = valuesAt(problem, parameters, [side, [-1, -1, -1]], ['v']);
    v.forEach((value, k) => expect(value).toBeCloseTo(2.5 * side[k], 14));
    expect(studyParameters(problem)).toEqual(Float64Array.of(2.5));
  });
});
