import { describe, expect, it } from 'vitest';
import type { UnknownMeaning } from '../../../src/language';
import { inferredValues } from '../../../src/pde/ansatz';
import { gradientProgram } from '../../../src/pde/loss';
import { termsOf } from '../../../src/pde/problem';
import { pointWeights, setTiling, tiled } from '../../../src/pde/tiles';
import { unknownValue } from '../../../src/pde/unknowns';
import { evaluate, tensor, trace } from '../../../src/program';
import { randomElements } from '../../support/random';
import { build, studyParameters, valuesAt } from './support';

const free: UnknownMeaning = { start: 1, low: -Infinity, high: Infinity, positive: false };

/** Values of an unknown at raw numbers. */
function valuesOf(meaning: UnknownMeaning, raw: readonly number[]): number[] {
  const program = trace('unknown', [tensor('float64')], (r) => [unknownValue(r, meaning)]);
  return raw.map((r) => evaluate(program, [Float64Array.of(r)])[0][0]);
}

const kinds: Record<string, UnknownMeaning> = {
  free: { ...free, start: -7 },
  'with a low bound': { ...free, start: 3, low: 2 },
  'with a high bound': { ...free, start: -3, high: 2 },
  bounded: { ...free, start: 0.3, low: -1, high: 4 },
  positive: { ...free, start: 1e-4, low: 0, positive: true },
  'positive up to a bound': { ...free, start: 1e-4, low: 0, high: 1, positive: true },
  'positive between bounds': { ...free, start: 1e-4, low: 1e-6, high: 10, positive: true },
};

describe('an unknown number', () => {
  for (const [kind, meaning] of Object.entries(kinds)) {
    it(`that is ${kind} begins at its start, rises and keeps its bounds`, () => {
      const values = valuesOf(meaning, [-30, -3, -1e-3, 0, 1e-3, 3, 30]);
      expect(Math.abs(values[3] / meaning.start - 1)).toBeLessThan(1e-12);
      values.forEach((value, k) => {
        expect(value).toBeGreaterThanOrEqual(meaning.low);
        expect(value).toBeLessThanOrEqual(meaning.high);
        if (k > 1 && k < 6) expect(value).toBeGreaterThan(values[k - 1]);
      });
    });
  }

  it('of any size changes by a like share for a like step', () => {
    for (const start of [1e-6, 1, 1e6]) {
      const [value] = valuesOf({ ...free, start, low: 0, positive: true }, [0.1]);
      expect(value / start).toBeCloseTo(Math.exp(0.1), 12);
    }
    const [low] = valuesOf({ ...free, start: 1e-3, low: 1e-6, high: 1, positive: true }, [0.1]);
    expect(Math.log(low / 1e-3)).toBeCloseTo(Math.log(1e6) * (1 / (1 + Math.exp(-0.1)) - 0.5), 12);
  });

  it('that starts on a bound can leave it', () => {
    for (const [bounds, towards] of [
      [{ start: 0, low: 0 }, 1],
      [{ start: 0, low: 0, high: 5 }, 1],
      [{ start: 2, high: 2 }, -1],
    ] as const) {
      const [before, after] = valuesOf({ ...free, ...bounds }, [0, towards]);
      expect(Math.abs(before - bounds.start)).toBeLessThan(0.01);
      expect(Math.abs(after - before)).toBeGreaterThan(1e-4);
    }
  });
});

describe('a study with unknown numbers', () => {
  const { problem } = build({
    parameters: { a: 0.7 },
    unknowns: { nu: { start: 0.1, positive: true }, b: { start: -2 }, c: { start: 0.5, low: 0, high: 1 } },
    equations: ['u_t + a*u*u_x = nu*u_xx + b*u'],
    conditions: [
      { on: 'x = 1', require: 'u_x = c*u', points: 6 },
      { on: 't = -1', require: 'u = b*x', hard: true },
    ],
    points: { equations: 20 },
  });
  const { network } = problem;
  const count = network.parameterCount;
  const sets = problem.sets.flatMap((set, s) => {
    const tiling = setTiling(problem, set);
    const places = [0, 1].map((k) => randomElements([set.count], 9 * s + k));
    return [tiled(places, tiling), pointWeights(set.count, tiling)];
  });
  const coefficients = Float64Array.of(0.3, 0.7);
  const theta = randomElements([count], 8);
  const gradientAt = (at: Float64Array) =>
    evaluate(gradientProgram(problem), [at, studyParameters(problem), coefficients, ...sets]);
  const lossAt = (at: Float64Array) =>
    gradientAt(at)[0].reduce((sum, square, k) => sum + coefficients[k] * square, 0);

  it('has their raw numbers behind the weights, at zero for their starts', () => {
    expect(termsOf(problem)).toHaveLength(2);
    expect(count).toBe(2 * 3 + 3 + 3 + 1 + 3);
    const first = network.initial(4);
    expect([...first.subarray(count - 3)]).toEqual([0, 0, 0]);
    const values = inferredValues(network, first);
    expect(Object.keys(values)).toEqual(['nu', 'b', 'c']);
    Object.entries({ nu: 0.1, b: -2, c: 0.5 }).forEach(([name, value]) =>
      expect(values[name]).toBeCloseTo(value, 12),
    );
  });

  it('has the gradient that differences of the loss give', () => {
    const [, gradient] = gradientAt(theta);
    const h = 1e-4;
    for (let k = count - 6; k < count; k++) {
      const at = (move: number) => lossAt(theta.map((x, p) => (p === k ? x + move : x)));
      const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      expect(Math.abs(gradient[k] - slope)).toBeLessThan(1e-8 * (1 + Math.abs(slope)));
      expect(gradient[k]).not.toBe(0);
    }
  });
});

describe('a study with unknown functions', () => {
  const { problem } = build({
    unknowns: {
      'k(t)': { start: -3, network: { width: 4, depth: 2 } },
      'm(x,t)': { start: 0.2, positive: true, network: { width: 3, depth: 1 } },
      q: { start: 1 },
    },
    equations: ['u_t + k*u_x = q*d(m*u_x, x)'],
    points: { equations: 20 },
  });
  const { network } = problem;
  const count = network.parameterCount;
  const x = Float64Array.of(-0.9, -0.2, 0.3, 0.8);
  const t = Float64Array.of(0.1, 0.7, -0.4, 0.9);

  it('has them at their starts before training', () => {
    expect(count).toBe(2 * 3 + 3 + 3 + 1 + (4 + 4 + 16 + 4 + 4 + 1) + (2 * 3 + 3 + 3 + 1) + 1);
    const [k, m] = valuesAt(problem, network.initial(1), [x, t], ['k', 'm']);
    expect([...k]).toEqual([-3, -3, -3, -3]);
    expect([...m]).toEqual([0.2, 0.2, 0.2, 0.2]);
    expect(network.initial(1)).not.toEqual(network.initial(2));
  });

  it('gives them values, derivatives and dependences of their own', () => {
    const theta = randomElements([count], 5);
    const at = (dx: number, dt: number, texts: string[]) =>
      valuesAt(problem, theta, [x.map((value) => value + dx), t.map((value) => value + dt)], texts);
    const [k, m, kt, mxt, kx] = at(0, 0, ['k', 'm', 'k_t', 'm_xt', 'd(k, x)']);
    const h = 1e-3;
    at(0.4, 0, ['k'])[0].forEach((value, i) => expect(value).toBe(k[i]));
    kx.forEach((value) => expect(value).toBe(0));
    const [plus, minus] = [at(0, h, ['k'])[0], at(0, -h, ['k'])[0]];
    kt.forEach((value, i) => expect(Math.abs(value - (plus[i] - minus[i]) / (2 * h))).toBeLessThan(1e-5));
    const corner = (a: number, b: number) => at(a * h, b * h, ['m'])[0];
    const [pp, pm, mp, mm] = [corner(1, 1), corner(1, -1), corner(-1, 1), corner(-1, -1)];
    mxt.forEach((value, i) =>
      expect(Math.abs(value - (pp[i] - pm[i] - mp[i] + mm[i]) / (4 * h * h))).toBeLessThan(1e-4),
    );
    m.forEach((value) => expect(value).toBeGreaterThan(0));
  });

  it('has the gradient that differences of the loss give', () => {
    const theta = randomElements([count], 9);
    const tiling = setTiling(problem, problem.sets[0]);
    const points = tiled([randomElements([20], 1), randomElements([20], 2)], tiling);
    const inputs = [Float64Array.of(1), points, pointWeights(20, tiling)];
    const at = (parameters: Float64Array) =>
      evaluate(gradientProgram(problem), [parameters, studyParameters(problem), ...inputs]);
    const [, gradient] = at(theta);
    const h = 1e-4;
    const moved = (k: number, move: number) => at(theta.map((v, p) => (p === k ? v + move : v)))[0][0];
    // one of each network, and the number
    for (const k of [0, 15, 28, 50, 59, count - 1]) {
      const slope = (8 * (moved(k, h) - moved(k, -h)) - (moved(k, 2 * h) - moved(k, -2 * h))) / (12 * h);
      expect(Math.abs(gradient[k] - slope)).toBeLessThan(1e-7 * (1 + Math.abs(slope)));
    }
  });
});
